AppCommand.main()
