import { RegisterScene } from '../a-register.js';
import type { CommunityName } from '../communities/community-kinds.js';
import { raiseCommunity } from '../communities/community.js';
import { Dice } from '../communities/dice.js';
import type { Bookkeeping } from '../communities/record-school.js';
import { CourtOrders } from './court-orders.js';
import { JudgedNights } from './judged-nights.js';
import { LivingSchool } from './living-school.js';
import { OfficeDays, workThroughList } from './office-days.js';
import type { SchoolNight } from './school-calendar.js';
import { schoolNights } from './school-calendar.js';
import type { YearFigures } from './year-figures.js';
import type { YearRates } from './year-rates.js';
import { USUAL_RATES } from './year-rates.js';

export interface YearOptions {
  community: CommunityName;
  pupils: number;
  seed: number;
  bookkeeping: Bookkeeping;
  /** Whether the office works through its list on the first school day of each month; by default nobody ever says a word. */
  officeActs?: boolean;
  rates?: Partial<YearRates>;
}

/** A year of a school, night by night through the register, and what came of it for its people. */
export function yearOfASchool({
  community,
  pupils,
  seed,
  bookkeeping,
  officeActs,
  rates,
}: YearOptions): YearFigures {
  const dice = new Dice(seed * 7919 + 5);
  const nights = schoolNights(dice);
  const raised = raiseCommunity({ name: community, pupils, seed });
  const school = new LivingSchool(raised, bookkeeping, { ...USUAL_RATES, ...rates }, dice);
  const orders = new CourtOrders(school);
  const office = new OfficeDays(school);
  const scene = new RegisterScene();
  scene.settings = { ...scene.settings, blankCourtOrder: 'no-order' };
  const judged = new JudgedNights(scene, school);
  let words = 0;
  nights.forEach(({ days, reads, isFirstAfterSummer, isFirstOfMonth }, night) => {
    if (isFirstAfterSummer) office.passSummer();
    if (night > 0) {
      office.passDay();
      orders.passDay();
    }
    if (officeActs === true && isFirstOfMonth) words += workThroughList(scene, school, judged.personOf);
    judged.rememberWho();
    readNight(scene, school, { days, reads }, dice);
    judged.judge(night, scene.contacts());
  });
  return judged.figures(words);
}

function readNight(
  scene: RegisterScene,
  school: LivingSchool,
  { days, reads }: Pick<SchoolNight, 'days' | 'reads'>,
  dice: Dice,
): void {
  const { changed } = school;
  if (reads === 'all' && !changed.details && !changed.flags) {
    scene.nightAsBefore(days);
    return;
  }
  const shown = school.pupils(reads === 'blank orders');
  if (reads === 'some pages')
    scene.night(shown.slice(0, Math.floor(shown.length * dice.next())), { days, ends: 'failing' });
  else scene.night(shown, { days, isAsBefore: !changed.details });
  if (reads !== 'some pages') changed.details = false;
  // What another night shows is something else than what this one did.
  changed.flags = reads !== 'all';
}
