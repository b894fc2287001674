/** In which of the forms that recorded answers have a school's records are written (wonde-api sections 6 and 14). */
export interface Forms {
  /** The letter of the region; `B` ids have eight to ten digits. */
  ids: 'A' | 'B';
  /** `both`: as an object and as text in one list. */
  birthDates: 'one' | 'both';
  /** `both`: in upper and in lower case in one list. */
  genders: 'upper' | 'both';
  /** What is local to London, or UTC also in summer: times of events, birth dates of contacts. */
  moments: 'local' | 'UTC';
  /** `colliding`: the MIS numbers kinds separately, so that unrelated people share `mis_id` and `upi`. */
  upis: 'own' | 'colliding';
}

export const FORMS_AS_DOCUMENTED: Forms = {
  ids: 'A',
  birthDates: 'one',
  genders: 'upper',
  moments: 'local',
  upis: 'own',
};

export const FORMS_AS_RECORDED: Forms = {
  ids: 'B',
  birthDates: 'both',
  genders: 'both',
  moments: 'UTC',
  upis: 'colliding',
};
