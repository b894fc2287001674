import { generatedFrom, markdownTable } from './markdown.mjs';

const ROLES = { '': 'comes in', 'rule input': 'only decides' };

/** `docs/reference/permissions.md` from the rows of `permissions.csv`, `permission-paths.csv` and `field-keys.csv`. */
export function permissionsPage(permissions, paths, fieldKeys) {
  const pathOf = new Map(paths.map((path) => [path.wonde_label, path]));
  const addOns = [...new Set(permissions.map((row) => row.add_on))];
  const sections = addOns.map((addOn) => addOnSection(addOn, permissions, pathOf));
  return `${generatedFrom('`permissions.csv`, `permission-paths.csv` and `field-keys.csv` in `libs/schemas/domain`')}
# Permissions

Which of Wonde's permissions each add-on asks for, feature by feature. Labels are Wonde's, without their ending
" read".

- Without every **required** permission the add-on is blocked: nothing is fetched or kept for it.
- An **optional** feature is on when all its permissions are approved; otherwise it is off, and that is no error.
- A label never covers another one: "Contacts details" brings the salutation, not the telephone number.
- A value that **only decides** is used by a rule and neither stored nor shown.
- **published** means that the CMS vendor's own page says so; **inferred** means that it was reasoned from what the add-on
  does, and is to be confirmed with the vendor.

${sections.join('\n\n')}

## Where the values stand in Wonde

${markdownTable(
  ['label', 'kind', 'path in the record', 'resource', 'include'],
  paths.map((row) => [row.wonde_label, row.kind, codeOf(row.json_path), row.resource, row.include]),
)}

## What may stand inside a field

A permission for a field is none for whatever the source puts into it. Inside these fields only the keys of this list come in, with
the values that it names; all else is dropped, at every depth. A field that is not in the list is text, a number, a truth value or
null.

${markdownTable(['in', 'key', 'its value'], fieldKeyRows(fieldKeys))}
`;
}

const VALUES = {
  text: 'text or null',
  scalar: 'text, a number, a truth value or null',
};

/** Keys that have the same value stand in one row. */
function fieldKeyRows(fieldKeys) {
  const places = new Map();
  for (const { field, key, value } of fieldKeys) {
    const name = key === '' ? '(the value itself)' : `\`${key}\``;
    const place = JSON.stringify([field, key === '', value]);
    places.set(place, [...(places.get(place) ?? []), name]);
  }
  return [...places].map(([place, names]) => {
    const [field, , value] = JSON.parse(place);
    return [`\`${field}\``, names.join(', '), VALUES[value] ?? `as \`${value}\``];
  });
}

const codeOf = (path) => (path.startsWith('(') ? path : `\`${path}\``);

function addOnSection(addOn, permissions, pathOf) {
  const own = permissions.filter((row) => row.add_on === addOn);
  const features = [...new Set(own.map((row) => row.feature))];
  const parts = features.map((feature) => {
    const rows = own.filter((row) => row.feature === feature);
    const table = markdownTable(
      ['label', 'kind', 'its value', 'evidence'],
      rows.map((row) => [
        row.wonde_label,
        pathOf.get(row.wonde_label)?.kind ?? '',
        ROLES[row.role],
        row.evidence,
      ]),
    );
    return `### ${addOn}: ${feature} (${rows[0].level})\n\n${table}`;
  });
  return `## ${addOn}\n\n${parts.join('\n\n')}`;
}
