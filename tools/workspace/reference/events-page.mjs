import { FIELD_MEANINGS } from './field-meanings.mjs';
import { generatedFrom, markdownTable } from './markdown.mjs';
import { sameness, typeWords } from './type-words.mjs';

const SETTINGS_WRITER = 'people, through the command line';
const LEDGER_WRITER = 'contact-filter, and for `mis-calendar` by calendar-sync';

/** `docs/reference/events.md` from the event definitions of `@gatehouse/schemas`. */
export function eventsPage(schemas) {
  const shapes = shapesOf(schemas);
  const words = typeWords({ ...listsOf(schemas), ...shapes });
  const section = (name, writer, about, definitions) =>
    `## \`${name}\`\n\n${about} Written by ${writer}.\n\n${groupsOf(definitions)
      .map((alike) => factsAndFields(words, alike))
      .join('\n\n')}`;
  return `${generatedFrom('the event definitions in `libs/schemas/src/events`')}
# Events

All facts are events in streams. A stream is only ever appended to. Fields marked **personal** hold personal data, sealed
under the record's own key; all others may be read by whoever may read the ledger. A field with a question mark may be
absent. Times are ISO 8601 in UTC.

${section('sync-<schoolId>', 'wonde-ingest', 'The runs of a school.', schemas.SYNC_EVENTS)}

${section('permissions-<schoolId>', 'permission-policy', 'What the school approved, recorded when it changes.', schemas.PERMISSION_EVENTS)}

${section('settings-<schoolId>', SETTINGS_WRITER, 'What people decided; the metadata name who (`actor`).', schemas.SETTINGS_EVENTS)}

${section('restrictions-<schoolId>', 'wonde-ingest', 'What readings showed that can keep somebody out: keyed names and classes only.', schemas.RESTRICTION_EVENTS)}

${section('ledger-<schoolId>.<addOn>', LEDGER_WRITER, 'Every decision about a record, one line each.', schemas.LEDGER_EVENTS)}

${section('closings-<schoolId>.<addOn>', LEDGER_WRITER, 'How each run ended in the ledger.', schemas.CLOSING_EVENTS)}

${section('hidden-<schoolId>.<addOn>', LEDGER_WRITER, 'From when on a ledger is hidden from readers, since what restricts people cannot be applied to it.', schemas.HIDDEN_EVENTS)}

${section('gatehouse-installation', 'whichever service is started first', 'Whose history this is: one event.', schemas.INSTALLATION_EVENTS)}

## Metadata

Beside its data every event carries these.

${fieldTable(words, schemas.metadataSchema.toJSONSchema(), 'metadata')}

## Shapes

${Object.entries(shapes)
  .map(([name, schema]) => `### ${name}\n\n${fieldTable(words, schema, name)}`)
  .join('\n\n')}

Closed lists: ${Object.entries(listsOf(schemas))
    .filter(([name]) => name !== 'reason code')
    .map(([name, { enum: values }]) => `${name}: ${values.map((value) => `\`${value}\``).join(', ')}`)
    .join('; ')}; reason code: see [reason-codes.md](reason-codes.md).
`;
}

const listsOf = ({ kindSchema, addOnSchema, ruleInputSchema, reasonSchema }) => ({
  kind: kindSchema.toJSONSchema(),
  'add-on': addOnSchema.toJSONSchema(),
  'rule input': ruleInputSchema.toJSONSchema(),
  'reason code': reasonSchema.toJSONSchema(),
});

const shapesOf = (schemas) => ({
  basis: schemas.basisSchema.toJSONSchema(),
  plan: schemas.addOnPlanSchema.toJSONSchema(),
  account: schemas.addOnAccountSchema.toJSONSchema(),
  counts: schemas.kindCountsSchema.toJSONSchema(),
  link: schemas.linkClassesSchema.toJSONSchema(),
  'restricting link': schemas.restrictingLinkSchema.toJSONSchema(),
  'carried row': schemas.carriedRowSchema.toJSONSchema(),
});

/** Definitions with the same fields stand together. */
function groupsOf(definitions) {
  const groups = new Map();
  for (const definition of definitions) {
    const key = sameness(definition.data.toJSONSchema());
    groups.set(key, [...(groups.get(key) ?? []), definition]);
  }
  return [...groups.values()];
}

function factsAndFields(words, alike) {
  const facts = markdownTable(
    ['type', 'version', 'the fact'],
    alike.map(({ type, version, says }) => [`\`${type}\``, version, says]),
  );
  return `${facts}\n\n${fieldTable(words, alike[0].data.toJSONSchema(), alike[0].type)}`;
}

function fieldTable(words, schema, place) {
  const rows = Object.entries(schema.properties).map(([field, type]) => {
    const meaning = FIELD_MEANINGS[`${place}.${field}`] ?? FIELD_MEANINGS[field];
    if (!meaning)
      throw new Error(`${place}.${field} has no entry in field-meanings.mjs. Say there what it is.`);
    const name = schema.required?.includes(field) ? field : `${field}?`;
    return [`\`${name}\``, words(type), type.privacy === 'personal' ? '**personal**' : 'public', meaning];
  });
  return markdownTable(['field', 'type', 'privacy', 'meaning'], rows);
}
