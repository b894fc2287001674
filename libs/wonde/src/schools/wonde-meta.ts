/** What `GET meta/schools/{id}` says; anything but JSON `true` is false (wonde-api section 3). */
export interface WondeMeta {
  online: boolean;
  approved: boolean;
  audited: boolean;
}
