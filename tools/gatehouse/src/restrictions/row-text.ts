import type { KeptOutBy } from '@gatehouse/policy';
import { printable } from '@gatehouse/terminal';
import { describeChange } from '../settings/describe-change.js';
import { groupText } from './restrictions-text.js';
import type { RowDocument } from './row-document.js';
import { WHY } from './why-in-words.js';

/** All that is known of a row, for reading on a terminal. */
export function rowText(document: RowDocument): string {
  const { row, kind, schoolId, revision, firstRead, personKeys, links, inputs, adult, alike } = document;
  const lines = [
    `Row ${row} of school ${schoolId}, by the register at revision ${revision}`,
    `  kind         ${kind}, first read ${firstRead ?? 'never'}`,
    `  person keys  ${personKeys}`,
    `  adult        ${adult.join('\n               ') || 'no other row'}`,
    `  alike        ${alike.map(alikeText).join('\n               ') || 'no other row'}`,
    `  answer       ${answerText(document)}`,
    ...(links.length > 0 ? ['', 'Pupils'] : []),
    ...links.flatMap(({ child, shown, lastShown, inputs: said }) => [
      `  ${child}  ${shown ? 'shown by the last whole reading' : `not shown, last on ${lastShown ?? 'an unknown day'}`}`,
      ...said.flatMap(inputLines),
    ]),
    ...(inputs.length > 0 ? ['', 'Without a pupil', ...inputs.flatMap(inputLines)] : []),
  ];
  return `${lines.join('\n')}\n${restrictionsText(document)}${wordsText(document)}`;
}

const alikeText = ({ row, since, toldApart }: RowDocument['alike'][number]) =>
  `${row} since ${since}${toldApart ? ', told apart' : ''}`;

function answerText({ isKeptOut, restrictions, blocked }: RowDocument): string {
  if (blocked && restrictions.length === 0) return `kept out: blocked since ${blocked.since}`;
  if (restrictions.length > 0) return 'kept out, see below';
  return isKeptOut ? 'kept out, for what the newest reading says' : 'free: the source decides';
}

const inputLines = ({ input, remembered, waitsSinceRun }: RowDocument['inputs'][number]) =>
  remembered.map(
    ({ class: said, since, run, stands }) =>
      `    ${input} ${said}, since ${since}${run < 0 ? '' : `, run ${run}`}: ${STANDS[stands]}` +
      (waitsSinceRun !== null && stands !== 'ended'
        ? `; run ${waitsSinceRun} said otherwise, and waits`
        : ''),
  );

const STANDS = {
  said: 'the newest reading says so',
  remembered: 'remembered',
  ended: 'ended',
};

function restrictionsText({ restrictions }: RowDocument): string {
  return (Object.keys(WHY) as KeptOutBy[])
    .map((because) => restrictions.filter((entry) => entry.because === because))
    .filter((entries) => entries.length > 0)
    .map((entries) => `\n${groupText((entries[0] as { because: KeptOutBy }).because, entries)}`)
    .join('');
}

function wordsText({ words }: RowDocument): string {
  if (words.length === 0) return '\nNobody has said anything about it.\n';
  const lines = words.flatMap(({ revision, type, actor, recordedAt, reason, data }) => [
    `  ${revision}  ${printable(recordedAt)}  ${printable(actor)}`,
    `     ${describeChange({ type, data: { ...data } })}`,
    `     because: ${printable(reason)}`,
  ]);
  return `\nWords\n${lines.join('\n')}\n`;
}
