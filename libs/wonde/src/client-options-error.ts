/** The client cannot be built from these options. A mistake of the operator's: never a state of the source. */
export class WondeOptionsError extends Error {
  readonly code:
    | 'WONDE_URL_INVALID'
    | 'WONDE_URL_INSECURE'
    | 'WONDE_TLS_UNCHECKED'
    | 'WONDE_TOKEN_INVALID'
    | 'WONDE_OPTION_INVALID';

  constructor(code: WondeOptionsError['code'], message: string) {
    super(message);
    this.name = 'WondeOptionsError';
    this.code = code;
  }
}
