import { WondeOptionsError } from './client-options-error.js';

/** How the token would travel. */
export interface TokenPath {
  baseUrl: URL;
  /** Whether requests may go to the `https:` domains of regions, too. */
  followRegionDomain: boolean;
  /** For development: both is allowed. */
  insecure: boolean;
}

/**
 * Refuses a way on which others could read the token, and with it every pupil: plain text to another machine, or a
 * connection whose certificate nobody checks.
 *
 * @param environment `NODE_TLS_REJECT_UNAUTHORIZED=0` switches the check of certificates off for the whole process.
 * @throws WondeOptionsError
 */
export function checkTokenPath(
  { baseUrl, followRegionDomain, insecure }: TokenPath,
  environment: { [variable: string]: string | undefined },
): void {
  if (insecure) return;
  const isPlain = baseUrl.protocol === 'http:';
  if (isPlain && !isThisMachine(baseUrl.hostname)) {
    throw new WondeOptionsError(
      'WONDE_URL_INSECURE',
      'The Wonde address is http: on another machine, so that the token and all records would travel in plain text. ' +
        'Give an https: address, or set GATEHOUSE_INSECURE=true if this is for development.',
    );
  }
  const isTls = !isPlain || followRegionDomain;
  if (isTls && environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw new WondeOptionsError(
      'WONDE_TLS_UNCHECKED',
      'NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the check of certificates, so that anybody could pretend to be Wonde. ' +
        'Unset it, and give the certificate of an authority of your own in NODE_EXTRA_CA_CERTS; or set ' +
        'GATEHOUSE_INSECURE=true if this is for development.',
    );
  }
}

/** Names that never leave the machine; `URL` writes every spelling of an address in one form. */
const isThisMachine = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
