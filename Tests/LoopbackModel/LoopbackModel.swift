import Foundation
import Synchronization

/// A scripted model server on 127.0.0.1, for tests: real sockets, no other dependency.
///
/// It speaks Anthropic's Messages, OpenAI's Responses and Chat Completions, Gemini's and Ollama's API:
/// it answers from one script, in order and in the format of the API that is asked, and always the
/// questions for lists of models. A request beyond the end of the script gets a 400 that says so.
package final class LoopbackModel: Sendable {
  private struct State {
    var requests: [CapturedRequest] = []
    var answered = 0
    var isStopped = false
    var connections: Set<Int32> = []
    var closedByClient = 0
    var waiting: [(isMet: @Sendable (Int, Int) -> Bool, resume: CheckedContinuation<Void, Never>)] =
      []

    /// Takes out whoever waits for what has come about.
    mutating func met() -> [CheckedContinuation<Void, Never>] {
      let ready = waiting.filter { isStopped || $0.isMet(requests.count, closedByClient) }
      waiting.removeAll { isStopped || $0.isMet(requests.count, closedByClient) }
      return ready.map(\.resume)
    }
  }

  /// The address without a path, `http://127.0.0.1:PORT`: Anthropic's form of a base address.
  package let baseURL: String
  /// The same with `/v1`: OpenAI's form.
  package var openAIBaseURL: String { baseURL + "/v1" }

  private let listener: Int32
  private let replies: [ScriptedReply]
  private let models: [String]
  private let state = Mutex(State())

  /// Starts a server on a free port; `GET /v1/models` lists the ids in `models`.
  ///
  /// - Throws: `SocketError` where no port can be had.
  package static func start(
    replies: [ScriptedReply], models: [String] = ["scripted"]
  ) throws -> LoopbackModel {
    let (listener, port) = try Socket.listen()
    let server = LoopbackModel(
      listener: listener, port: port, replies: replies, models: models)
    // The thread keeps no reference while it waits, so that a forgotten server stops.
    Thread.detachNewThread { [weak server] in
      while let connection = Socket.accept(listener) {
        guard let server, server.open(connection) else {
          close(connection)
          break
        }
        Thread.detachNewThread { server.serve(connection) }
      }
      close(listener)
    }
    return server
  }

  private init(listener: Int32, port: UInt16, replies: [ScriptedReply], models: [String]) {
    self.listener = listener
    self.baseURL = "http://127.0.0.1:\(port)"
    self.replies = replies
    self.models = models
  }

  deinit { stop() }

  /// Every request so far, in the order of arrival.
  package var requests: [CapturedRequest] { state.withLock { $0.requests } }

  /// Closes the port and all connections; may be called more than once.
  package func stop() {
    let waiting = state.withLock { state in
      guard !state.isStopped else { return [CheckedContinuation<Void, Never>]() }
      state.isStopped = true
      Socket.end(listener)
      for connection in state.connections { Socket.end(connection) }
      return state.met()
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Returns once `count` requests have arrived, or the server is stopped.
  package func receivedRequests(_ count: Int) async {
    await wait { requests, _ in requests >= count }
  }

  /// Returns once `count` clients have closed a stalled connection, or the server is stopped.
  package func closedConnections(_ count: Int) async {
    await wait { _, closed in closed >= count }
  }

  private func wait(until isMet: @escaping @Sendable (Int, Int) -> Bool) async {
    // A test that runs out of time cancels this; stopping resumes whoever waits.
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ready = state.withLock { state in
          state.waiting.append((isMet, continuation))
          return state.met()
        }
        for continuation in ready { continuation.resume() }
      }
    } onCancel: {
      stop()
    }
  }

  // MARK: Connections

  private func open(_ connection: Int32) -> Bool {
    state.withLock {
      guard !$0.isStopped else { return false }
      $0.connections.insert(connection)
      return true
    }
  }

  private func serve(_ connection: Int32) {
    defer {
      state.withLock { _ = $0.connections.remove(connection) }
      close(connection)
    }
    guard let request = Socket.readRequest(connection) else { return }
    let isCounted = request.method == "POST" && !request.path.hasSuffix("/api/show")
    let (index, ready) = state.withLock { state in
      state.requests.append(request)
      if isCounted { state.answered += 1 }
      return (state.answered - 1, state.met())
    }
    for continuation in ready { continuation.resume() }
    answer(request, number: index, on: connection)
  }

  private func answer(_ request: CapturedRequest, number: Int, on connection: Int32) {
    let path = request.path.prefix { $0 != "?" }
    if let list = WireScript.list(path: String(path), method: request.method, models: models) {
      return send(
        200, headers: ["content-type": "application/json"], body: list, on: connection)
    }
    guard let api = WireScript.API(path: String(path)) else {
      return fail(404, "no such path: \(path)", on: connection)
    }
    guard request.method == "POST", number < replies.count else {
      return fail(400, "the script has no reply number \(number + 1)", on: connection)
    }
    switch replies[number].action {
    case .stall: stall(connection)
    case .hangUp: break
    case .status(let status, let headers, let body):
      send(status, headers: headers, body: body, on: connection)
    case .raw(let bytes, let headers):
      let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
      let head = "HTTP/1.1 200 OK\r\n\(lines)connection: close\r\n\r\n"
      if Socket.write(Array(head.utf8), to: connection) { _ = Socket.write(bytes, to: connection) }
    case .answer(let answer):
      send(answer, api: api, on: connection)
    }
  }

  private func send(_ answer: ScriptedReply.Answer, api: WireScript.API, on connection: Int32) {
    guard answer.streams else {
      let body = String(decoding: WireScript.object(answer, api: api), as: UTF8.self)
      return send(200, headers: ["content-type": "application/json"], body: body, on: connection)
    }
    let whole = WireScript.stream(answer, api: api)
    let body = whole.prefix(answer.cutAfterBytes ?? whole.count)
    let isChunked = answer.framing == .chunked
    let head =
      "HTTP/1.1 200 OK\r\ncontent-type: \(api.contentType)\r\nconnection: close\r\n"
      + (isChunked ? "transfer-encoding: chunked\r\n\r\n" : "\r\n")
    guard Socket.write(Array(head.utf8), to: connection) else { return }
    let size = answer.oneByteWrites ? 1 : 1024
    var rest = body
    while !rest.isEmpty {
      let piece = rest.prefix(size)
      rest = rest.dropFirst(size)
      let frame =
        isChunked
        ? Array((String(piece.count, radix: 16) + "\r\n").utf8) + piece + Array("\r\n".utf8)
        : Array(piece)
      guard Socket.write(frame, to: connection) else { return }
    }
    if answer.stallsThere { return stall(connection) }
    if isChunked, answer.cutAfterBytes == nil {
      _ = Socket.write(Array("0\r\n\r\n".utf8), to: connection)
    }
  }

  /// Waits for the end of the connection, and counts it where the client closed it.
  private func stall(_ connection: Int32) {
    Socket.waitForEnd(connection)
    let ready = state.withLock { state in
      if !state.isStopped { state.closedByClient += 1 }
      return state.met()
    }
    for continuation in ready { continuation.resume() }
  }

  private func fail(_ status: Int, _ message: String, on connection: Int32) {
    send(
      status, headers: ["content-type": "application/json"],
      body: #"{"error":{"type":"invalid_request_error","message":"\#(message)"}}"#, on: connection)
  }

  private func send(
    _ status: Int, headers: [String: String], body: String, on connection: Int32
  ) {
    var fields = ["content-length": "\(body.utf8.count)", "connection": "close"]
    fields.merge(headers) { $1 }
    let lines = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
    let text = "HTTP/1.1 \(status) \r\n\(lines.joined())\r\n\(body)"
    _ = Socket.write(Array(text.utf8), to: connection)
  }
}
