import Testing

@testable import LLM

@Suite struct TextPiecesTests {
  @Test(arguments: [
    ("<think>a b</think>\n\nc", "a b", "c"), ("  \n<think></think>c", "", "c"),
    ("<think>never ends </thin", "never ends </thin", ""),
    ("plain <think>x</think>", "", "plain <think>x</think>"),
    ("<thinking>x", "", "<thinking>x"), ("<", "", "<"), ("", "", ""),
    ("<think>a</think>b<think>c</think>", "a", "b<think>c</think>"),
    ("<think>é👋</</think> ü", "é👋</", "ü"),
  ])
  func thinkTags(_ text: String, reasoning: String, answer: String) {
    for size in 1...max(1, text.count) {
      var splitter = ThinkTagSplitter()
      var parts = (reasoning: "", text: "")
      var rest = text[...]
      while !rest.isEmpty {
        let part = splitter.take(String(rest.prefix(size)))
        rest = rest.dropFirst(size)
        parts.reasoning += part.reasoning
        parts.text += part.text
      }
      let last = splitter.end()
      #expect(parts.reasoning + last.reasoning == reasoning, "in pieces of \(size)")
      #expect(parts.text + last.text == answer, "in pieces of \(size)")
    }
  }

  @Test(arguments: [
    (#""a""#, nil), (#""\ud83d\ude00""#, nil), (#""\ud83d""#, #""\ufffd""#),
    (#""\ude00""#, #""\ufffd""#), (#""\ud83d\ud83d\ude00""#, #""\ufffd\ud83d\ude00""#),
    (#""\ud83dx\ude00""#, #""\ufffdx\ufffd""#), (#""\\ud83d""#, nil),
    (#""\\\ud83d""#, #""\\\ufffd""#),
    (#""\uD83D\u0041""#, #""\ufffd\u0041""#), (#""\ud8"#, nil), (#""\"#, nil), (#""\u00e9""#, nil),
  ])
  func unpairedSurrogates(_ json: String, repaired: String?) {
    let bytes = replacingUnpairedSurrogates(in: Array(json.utf8))
    #expect(bytes.map { String(decoding: $0, as: UTF8.self) } == repaired)
  }

  @Test(arguments: [
    ("http://localhost:8080/v1/", "http://localhost:8080/v1", true),
    ("HTTPS://Example.com:443", "https://Example.com", false),
    ("http://user:secret@0.0.0.0:1", "http://127.0.0.1:1", true),
    ("http://[::1]:9/v1", "http://[::1]:9/v1", true),
    ("https://10.0.0.1", "https://10.0.0.1", false),
    (" http://127.8.0.1 ", "http://127.8.0.1", true), ("http://a?key=1", "http://a", false),
  ])
  func addresses(_ text: String, shown: String, isLoopback: Bool) throws {
    let address = try #require(ServerAddress(text))
    #expect(address.description == shown)
    #expect(address.isLoopback == isLoopback)
  }

  @Test(arguments: [
    "", "example.com", "ftp://a", "http://", "http:///x", "http://a b", "http://a\nb",
  ])
  func noAddresses(_ text: String) { #expect(ServerAddress(text) == nil) }

  @Test(arguments: [
    ("127.0.0.1", "http://127.0.0.1:11434"), ("localhost:1", "http://localhost:1"),
    ("http://box", "http://box"), ("https://box:9/o/", "https://box:9/o"),
    ("0.0.0.0", "http://127.0.0.1:11434"), (":7", "http://127.0.0.1:7"),
    ("[::1]", "http://[::1]:11434"),
  ])
  func ollamaHosts(_ text: String, shown: String) throws {
    #expect(try #require(ServerAddress(ollamaHost: text)).description == shown)
  }

  @Test(arguments: [
    ("http://a/v1", "/models", "http://a/v1/models"),
    ("http://a/v1/?api-version=1", "/models", "http://a/v1/models?api-version=1"),
    ("http://a?k=1", "/b?c=2", "http://a/b?c=2&k=1"),
  ])
  func pathsGoBeforeAQuery(_ base: String, suffix: String, url: String) throws {
    #expect(try #require(ServerAddress(base)).appending(suffix)?.url == url)
  }

  @Test func headsAreReadAfterInterimOnes() {
    var collector = HeaderCollector()
    let lines = [
      "HTTP/1.1 103 Early\r\n", "Link: x\r\n", "\r\n", "HTTP/1.1 529 \r\n", "Retry-After:  7 \r\n",
      "X: a:b\r\n", "\r\n", "Trailer: t\r\n", "\r\n",
    ]
    let heads = lines.compactMap { line in
      Array(line.utf8).withUnsafeBytes { collector.take($0) }
    }
    #expect(heads == [HTTPHead(status: 529, headers: ["retry-after": "7", "x": "a:b"])])
  }

  @Test func proxiesAndCertificatesComeFromTheEnvironment() throws {
    let settings = TransportSettings(environment: [
      "http_proxy": "http://p:1", "HTTP_PROXY": "http://no", "ALL_PROXY": "http://all",
      "NO_PROXY": "a,b", "CURL_CA_BUNDLE": "/c", "SSL_CERT_FILE": "/s", "WISP_CA_BUNDLE": "",
    ])
    #expect(settings.certificateBundle == "/s")
    #expect(settings.proxies.exceptions == "a,b")
    let addresses = try ["http://x", "https://x", "http://127.0.0.1", "https://localhost"].map {
      try #require(ServerAddress($0))
    }
    #expect(
      addresses.map(settings.proxies.proxy) == ["http://p:1", "http://all", nil, nil])
  }
}
