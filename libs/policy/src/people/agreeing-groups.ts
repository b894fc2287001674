import type { NameClass, Named } from './name-index.js';
import { classesByName, NameIndex } from './name-index.js';
import { namesAgree } from './names.js';

/**
 * All pairs of these rows whose names agree, as groups of which every two agree: rows of one name stand together, so a
 * thousand of them are one group and not half a million pairs. A row without a name is in none.
 */
export function agreeingGroups<Row extends Named>(rows: Iterable<Row>): Row[][] {
  const classes = classesByName(rows);
  const agreeing = classes.length > FEW ? pairsByIndex(classes) : pairsByComparing(classes);
  const alone = new Set(classes.filter((rowsOfName) => rowsOfName.length > 1));
  const groups: Row[][] = [];
  for (const [one, other] of agreeing) {
    groups.push([...one, ...other]);
    alone.delete(one);
    alone.delete(other);
  }
  return [...groups, ...alone];
}

/** Most values and children have a handful of names: to build an index for them would cost more than it saves. */
const FEW = 12;

type Pair<Row> = [NameClass<Row>, NameClass<Row>];

function* pairsByComparing<Row extends Named>(classes: readonly NameClass<Row>[]): Generator<Pair<Row>> {
  for (const [place, one] of classes.entries()) {
    for (let next = place + 1; next < classes.length; next += 1) {
      const other = classes[next];
      if (other && namesAgree(one[0].name, other[0].name)) yield [one, other];
    }
  }
}

function* pairsByIndex<Row extends Named>(classes: readonly NameClass<Row>[]): Generator<Pair<Row>> {
  const index = new NameIndex(classes);
  for (const one of classes) {
    for (const other of index.agreeingWith(one[0].name)) {
      if (one[0].nameKey < other[0].nameKey) yield [one, other];
    }
  }
}
