/** A school as the client needs it. `id` is safe as a path segment and as part of a stream name. */
export interface WondeSchool {
  id: string;
  name: string | undefined;
  /** IANA name. */
  timezone: string | undefined;
  mis: string | undefined;
  /** `region.domain`; undefined when not given, empty when it cannot be read. */
  regionDomain: string | undefined;
}

export type SchoolState = 'approved' | 'pending' | 'audited' | 'offline' | 'declined' | 'revoked';
