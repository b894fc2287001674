import type { RawRecord } from '../json.js';
import type { GeneratedClasses } from './classes.js';
import { REFERENCE_DAY } from './generation.js';
import type { Generation } from './generation.js';
import { dayAfter, inUtc, londonTime, utcStamp } from './php-date.js';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const STARTS = ['09:00', '10:00', '11:15', '13:15', '14:15'];
const ENDS = ['10:00', '11:00', '12:15', '14:15', '15:15'];
const ROOMS = 24;
/** How often a class meets in the one week that is generated. */
const MEETINGS = 2;

export interface Timetable {
  lessons: RawRecord[];
  periods: RawRecord[];
  rooms: RawRecord[];
}

/**
 * One week's timetable of the classes (wonde-api section 8.4); a school without classes has none. Draws nothing, and
 * comes last, so that no other record depends on it. Lesson times are UTC, as recorded ones are (section 14).
 */
export function generateLessons(generation: Generation, classes: GeneratedClasses['classes']): Timetable {
  if (classes.length === 0) return { lessons: [], periods: [], rooms: [] };
  const { nextId, nextMisId, style } = generation;
  const stamp = utcStamp(new Date(`${REFERENCE_DAY}T04:00:00Z`), style.dates);
  const dated = { created_at: stamp, updated_at: stamp };
  const rooms = Array.from({ length: ROOMS }, (_, room) => ({
    id: nextId(),
    mis_id: nextMisId(),
    code: `R${room + 1}`,
    name: `Room ${room + 1}`,
    ...dated,
  }));
  const periods = DAYS.flatMap((day, dayNumber) =>
    STARTS.map((start, period) => ({
      id: nextId(),
      mis_id: nextMisId(),
      name: `${day.slice(0, 3)}:${period + 1}`,
      start_time: `${start}:00`,
      end_time: `${ENDS[period]}:00`,
      day,
      day_number: dayNumber + 1,
      ...dated,
    })),
  );
  const lessons = classes.flatMap(({ record, roster }, position) =>
    Array.from({ length: MEETINGS }, (_, meeting) => {
      const slot = (position + meeting * (STARTS.length + 1)) % periods.length;
      const [day, hour] = [Math.floor(slot / STARTS.length), slot % STARTS.length];
      const at = (times: string[]) =>
        inUtc(londonTime(dayAfter(REFERENCE_DAY, day), times[hour] ?? '', style.dates));
      return {
        id: nextId(),
        mis_id: nextMisId(),
        class: record['id'] ?? null,
        room: rooms[position % ROOMS]?.id ?? null,
        period: periods[slot]?.id ?? null,
        period_instance_id: String(slot + 1),
        employee: roster.employees[0]?.['id'] ?? null,
        alternative: false,
        priority: null,
        day_number: day + 1,
        start_at: at(STARTS),
        end_at: at(ENDS),
        ...dated,
      };
    }),
  );
  return { lessons, periods, rooms };
}
