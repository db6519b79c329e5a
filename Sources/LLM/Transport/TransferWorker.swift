import CCurl
import Foundation

/// The work of one transfer on its own thread, from the first option to the last byte.
///
/// The multi interface with one handle is used because `curl_multi_poll` can be woken from another
/// thread, so that cancelling does not wait for a byte or for libcurl's once-a-second callback.
final class TransferWorker {
  private let request: HTTPRequest
  private let settings: TransportSettings
  private let signal: TransferSignal
  private let sink: PartSink

  private var headers = HeaderCollector()
  private var received = 0
  private var lastByte = ContinuousClock.now
  private var overflowed = false
  private var failureText = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))

  init(
    request: HTTPRequest, settings: TransportSettings, signal: TransferSignal, sink: PartSink
  ) {
    self.request = request
    self.settings = settings
    self.signal = signal
    self.sink = sink
  }

  /// Carries the request out; nil if it ended well.
  func run() -> TransportFailure? {
    if let failure = CurlLibrary.failure {
      return TransportFailure(kind: .other(code: 2), detail: failure)
    }
    guard let easy = curl_easy_init(), let multi = curl_multi_init() else {
      return TransportFailure(kind: .other(code: 2), detail: "libcurl could not be started")
    }
    let fields = headerList()
    signal.attach(multi)
    defer {
      signal.detach()
      curl_multi_remove_handle(multi, easy)
      curl_multi_cleanup(multi)
      curl_easy_cleanup(easy)
      curl_slist_free_all(fields)
    }
    // libcurl keeps pointers to the body and to the text buffer until the handle is freed; the
    // callbacks find this worker again, which outlives the call.
    return request.body.withUnsafeBufferPointer { body in
      failureText.withUnsafeMutableBufferPointer { text in
        configure(easy, fields: fields, body: body, failureText: text)
        curl_multi_add_handle(multi, easy)
        let ending = drive(multi)
        return failure(ending, easy: easy, text: text)
      }
    }
  }

  // MARK: Options

  private func headerList() -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    for (name, value) in request.headers.sorted(by: { $0.key < $1.key }) {
      list = curl_slist_append(list, "\(name): \(value)")
    }
    // Large bodies would wait a second for a "100 Continue" that many servers never send.
    return curl_slist_append(list, "Expect:")
  }

  private func configure(
    _ easy: UnsafeMutableRawPointer, fields: UnsafeMutablePointer<curl_slist>?,
    body: UnsafeBufferPointer<UInt8>, failureText: UnsafeMutableBufferPointer<CChar>
  ) {
    let url = request.url
    let connect = url.isLoopback ? settings.loopbackConnectTimeout : settings.connectTimeout
    wisp_curl_set_string(easy, CURLOPT_URL, url.url)
    wisp_curl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    // HTTP/2 over TLS where the server offers it.
    wisp_curl_set_long(
      easy, CURLOPT_HTTP_VERSION,
      request.onlyHTTP1 ? Int(CURL_HTTP_VERSION_1_1) : Int(CURL_HTTP_VERSION_2TLS))
    // Whatever libcurl can unpack; an answer's limit counts what is unpacked.
    wisp_curl_set_string(easy, CURLOPT_ACCEPT_ENCODING, "")
    wisp_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    // Never followed: libcurl would hand custom key headers to wherever a redirect points.
    wisp_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
    wisp_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, connect.milliseconds)
    wisp_curl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
    wisp_curl_set_long(easy, CURLOPT_TCP_KEEPIDLE, 60)
    wisp_curl_set_long(easy, CURLOPT_TCP_KEEPINTVL, 60)
    wisp_curl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    if let bundle = settings.certificateBundle {
      wisp_curl_set_string(easy, CURLOPT_CAINFO, bundle)
    }
    if let folder = settings.certificateFolder {
      wisp_curl_set_string(easy, CURLOPT_CAPATH, folder)
    }
    // Set in every case, or libcurl reads the process environment by itself.
    wisp_curl_set_string(easy, CURLOPT_PROXY, settings.proxies.proxy(for: url) ?? "")
    wisp_curl_set_string(
      easy, CURLOPT_NOPROXY, url.isLoopback ? "*" : settings.proxies.exceptions)
    wisp_curl_set_headers(easy, fields)
    if request.method == .post {
      wisp_curl_set_long(easy, CURLOPT_POST, 1)
      wisp_curl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
      wisp_curl_set_pointer(
        easy, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: body.baseAddress))
    }
    wisp_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, failureText.baseAddress)
    let me = Unmanaged.passUnretained(self).toOpaque()
    wisp_curl_on_header(
      easy,
      { bytes, size, count, context in
        guard let context, let bytes else { return 0 }
        let worker = Unmanaged<TransferWorker>.fromOpaque(context).takeUnretainedValue()
        return worker.take(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, me)
    wisp_curl_on_body(
      easy,
      { bytes, size, count, context in
        guard let context, let bytes else { return 0 }
        let worker = Unmanaged<TransferWorker>.fromOpaque(context).takeUnretainedValue()
        return worker.take(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, me)
  }

  // MARK: Bytes

  private func take(header line: UnsafeRawBufferPointer) -> Int {
    lastByte = .now
    if let head = headers.take(line) { sink.yield(.head(head)) }
    return line.count
  }

  /// Hands bytes on; a smaller count than was offered makes libcurl stop.
  private func take(body bytes: UnsafeRawBufferPointer) -> Int {
    lastByte = .now
    let isError = !(headers.head?.isSuccess ?? false)
    let limit = isError ? settings.errorBodyLimit : settings.answerLimit
    let room = limit - received
    guard room > 0, !signal.isCancelled else {
      overflowed = room <= 0
      return 0
    }
    let taken = min(room, bytes.count)
    received += taken
    sink.yield(.body(Array(bytes.prefix(taken))))
    overflowed = taken < bytes.count
    return taken
  }

  // MARK: The loop

  private enum Ending {
    case libcurl(CURLcode)
    case cancelled
    case expected
    case silent(Duration, first: Bool)
  }

  private func drive(_ multi: UnsafeMutableRawPointer) -> Ending {
    while true {
      var running: Int32 = 0
      let status = curl_multi_perform(multi, &running)
      if signal.isCancelled { return .cancelled }
      if status != CURLM_OK { return .libcurl(CURLE_FAILED_INIT) }
      var left: Int32 = 0
      if let message = curl_multi_info_read(multi, &left), message.pointee.msg == CURLMSG_DONE {
        return .libcurl(message.pointee.data.result)
      }
      let first =
        request.url.isLoopback ? settings.loopbackFirstByteTimeout : settings.firstByteTimeout
      let limit = received == 0 ? first : settings.idleTimeout
      let now = ContinuousClock.now
      if now >= lastByte + limit { return .silent(limit, first: received == 0) }
      var wait = (lastByte + limit) - now
      if let end = signal.end {
        if now >= end { return .expected }
        wait = min(wait, end - now)
      }
      curl_multi_poll(multi, nil, 0, Int32(clamping: wait.milliseconds + 1), nil)
    }
  }

  private func failure(
    _ ending: Ending, easy: UnsafeMutableRawPointer, text: UnsafeMutableBufferPointer<CChar>
  ) -> TransportFailure? {
    switch ending {
    case .expected: return nil
    case .cancelled: return TransportFailure(kind: .cancelled, detail: "")
    case .silent(let limit, let first):
      let seconds = Int(limit.components.seconds)
      return TransportFailure(kind: .silent(seconds: seconds, first: first), detail: "")
    case .libcurl(CURLE_OK): return nil
    case .libcurl(let code):
      if overflowed {
        // Of an error's body the beginning is enough.
        if let head = headers.head, !head.isSuccess { return nil }
        return TransportFailure(kind: .tooLarge(limit: settings.answerLimit), detail: "")
      }
      var proxyStatus = 0
      wisp_curl_get_long(easy, CURLINFO_HTTP_CONNECTCODE, &proxyStatus)
      var connected = 0.0
      wisp_curl_get_seconds(easy, CURLINFO_CONNECT_TIME, &connected)
      let own = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return TransportFailure(
        kind: TransportFailure.Kind(
          code, proxyStatus: proxyStatus, connected: connected > 0,
          answered: headers.head != nil),
        detail: own.isEmpty
          ? String(cString: curl_easy_strerror(code)) : String(decoding: own, as: UTF8.self),
        isHTTP2: code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM)
    }
  }
}

extension Duration {
  /// Whole milliseconds, rounded down.
  var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
