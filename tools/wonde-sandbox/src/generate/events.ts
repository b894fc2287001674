import type { RawRecord } from '../json.js';
import { REFERENCE_DAY } from './generation.js';
import type { Generation } from './generation.js';
import { dayAfter, londonDate, londonTime, utcStamp } from './php-date.js';

const PUBLIC: [title: string, category: string | null][] = [
  ['Harvest festival', 'Community'],
  ['Sports day', 'Sport'],
  ["Parents' evening", 'Parents'],
  ['School photographs', null],
  ['Open morning', 'Admissions'],
  ['Swimming gala', 'Sport'],
  ['Carol concert', 'Community'],
  ['Book fair <b>all week</b>', null],
  ['Governors’ drop-in', 'Community'],
];

/** Each way of marking an event as not for the public that wonde-api section 8.5 names. */
const STAFF_MARKERS: RawRecord[] = [
  { private: true },
  { public: false },
  { visibility: 'private' },
  { visibility: 'staff' },
  { type: 'Staff' },
  { category: 'Staff meeting' },
];
const ORDINARY = 24;

/** A school year's calendar: public and staff-only, timed, all-day, over several days, and two that cannot be used. */
export function generateEvents(generation: Generation): RawRecord[] {
  const { faker } = generation;
  const day = () => dayAfter(REFERENCE_DAY, faker.number.int({ min: -14, max: 280 }));
  const events = Array.from({ length: ORDINARY }, (_, position) => {
    const [title, category] = PUBLIC[position % PUBLIC.length] ?? ['Assembly', null];
    return event(
      generation,
      title,
      category,
      position % 4 === 0 ? wholeDays(day(), 1) : timed(generation, day()),
    );
  });
  const christmas = `${REFERENCE_DAY.slice(0, 4)}-12-21`;
  return [
    ...events,
    event(generation, 'Christmas holidays', 'Term dates', wholeDays(christmas, 14)),
    event(generation, 'Residential trip', null, wholeDays(day(), 3)),
    ...STAFF_MARKERS.map((marker) => ({
      ...event(generation, 'Staff briefing', null, timed(generation, day())),
      ...marker,
    })),
    event(generation, null, 'Community', timed(generation, day())),
    event(generation, 'Date to be confirmed', null, null),
  ];
}

interface Span {
  allDay: boolean;
  start: RawRecord;
  end: RawRecord;
}

const wholeDays = (first: string, days: number): Span => ({
  allDay: true,
  start: londonDate(first),
  end: londonDate(dayAfter(first, days)),
});

function timed({ faker }: Generation, day: string): Span {
  const hour = faker.number.int({ min: 9, max: 17 });
  const clock = (value: number) => `${String(value).padStart(2, '0')}:30`;
  return { allDay: false, start: londonTime(day, clock(hour)), end: londonTime(day, clock(hour + 1)) };
}

function event(
  generation: Generation,
  title: string | null,
  category: string | null,
  span: Span | null,
): RawRecord {
  const { faker, style } = generation;
  const stamp = utcStamp(faker.date.past({ years: 1 }), style.dates);
  const long = style.events === 'title';
  return {
    id: generation.nextId(),
    mis_id: generation.nextMisId(),
    [long ? 'title' : 'name']: title,
    description: faker.datatype.boolean(0.6) ? 'Details follow in the newsletter.' : null,
    location: faker.datatype.boolean(0.7)
      ? faker.helpers.arrayElement(['Main hall', 'Field', 'Library'])
      : null,
    all_day: span?.allDay ?? false,
    [long ? 'start' : 'start_at']: span?.start ?? null,
    [long ? 'end' : 'end_at']: span?.end ?? null,
    [long ? 'category' : 'type']: category,
    created_at: stamp,
    updated_at: stamp,
  };
}
