# The same from a shell, as an app would by chance.
# expect: host file | done | ENOENT
# expect: system file | root done | EROFS
# expect: own file | done | done
came() { if [ "$2" -eq 0 ]; then echo "$1: done"; else echo "$1: $3"; fi; }
cat "$1/.ssh/id" >/dev/null 2>&1; came "host file" $? ENOENT
(: >/usr/wisp-probe) 2>/dev/null; came "system file" $? EROFS; rm -f /usr/wisp-probe 2>/dev/null
(: >"$3/own") 2>/dev/null; came "own file" $? EPERM
