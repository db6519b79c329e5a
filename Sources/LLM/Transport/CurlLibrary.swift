import CCurl

/// libcurl as a whole.
enum CurlLibrary {
  /// Loads and starts libcurl once, before the first handle; what is wrong where it cannot be.
  static let failure: String? = {
    if let reason = wisp_curl_load() {
      return "libcurl could not be loaded (\(String(cString: reason)))"
    }
    let status = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    return status == CURLE_OK ? nil : "libcurl could not be started (\(status.rawValue))"
  }()
}

extension TransportFailure.Kind {
  /// What a libcurl code means here: the same code can be a refused proxy or a cut.
  init(_ code: CURLcode, proxyStatus: Int, connected: Bool, answered: Bool) {
    switch code {
    case _ where proxyStatus >= 300: self = .proxyRefused(status: proxyStatus)
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .cannotResolve
    case CURLE_COULDNT_CONNECT: self = .cannotConnect
    case CURLE_OPERATION_TIMEDOUT: self = connected ? .cut : .connectTimedOut
    case CURLE_SSL_CONNECT_ERROR: self = .tls
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE: self = .certificate
    case CURLE_GOT_NOTHING: self = .noAnswer
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR: self = answered ? .cut : .noAnswer
    case CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_AGAIN: self = .cut
    default: self = .other(code: Int(code.rawValue))
    }
  }
}
