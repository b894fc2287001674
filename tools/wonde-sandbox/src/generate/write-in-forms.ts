import { isObject } from '../json.js';
import type { RawRecord } from '../json.js';
import { RESOURCES } from '../world/resources.js';
import type { SchoolData } from '../world/school-data.js';
import { collideUpis } from './colliding-upis.js';
import type { Forms } from './forms.js';
import { inUtc, utcDate } from './php-date.js';
import type { DateStyle } from './php-date.js';
import { useRegionIds } from './region-ids.js';

/**
 * Writes generated records in other forms. Comes after generation and draws nothing, so that who lives in a school and
 * what is known of them is the same in every form.
 */
export function writeInForms(data: SchoolData, forms: Forms, dates: DateStyle): void {
  const people = [data.students, data.contacts, data.employees];
  if (forms.upis === 'colliding') collideUpis(data);
  if (forms.moments === 'UTC') writeInUtc(data, dates);
  if (forms.birthDates === 'both') people.forEach((each) => odd(each).forEach(turnBirthDate(dates)));
  if (forms.genders === 'both') people.forEach((each) => odd(each).forEach(lowerGender));
  if (forms.ids === 'B') RESOURCES.forEach((resource) => data[resource].forEach(useRegionIds));
}

const odd = (records: RawRecord[]): RawRecord[] => records.filter((_, position) => position % 2 === 1);

const birthDay = ({ date_of_birth: born }: RawRecord): string =>
  String(isObject(born) ? born['date'] : born).slice(0, 10);

const turnBirthDate = (dates: DateStyle) => (person: RawRecord) => {
  const day = birthDay(person);
  person['date_of_birth'] = isObject(person['date_of_birth']) ? day : utcDate(day, dates);
};

function lowerGender(person: RawRecord): void {
  person['gender'] = String(person['gender']).toLowerCase();
}

function writeInUtc({ contacts, events }: SchoolData, dates: DateStyle): void {
  for (const contact of contacts) contact['date_of_birth'] = utcDate(birthDay(contact), dates);
  for (const event of events) {
    for (const key of ['start', 'end', 'start_at', 'end_at']) {
      const moment = event[key];
      if (isObject(moment)) event[key] = inUtc(moment);
    }
  }
}
