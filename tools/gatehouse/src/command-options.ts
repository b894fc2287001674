import { ADD_ONS, KINDS, schoolIdSchema } from '@gatehouse/schemas';
import { DEFAULT_DATA_DIR } from '@gatehouse/standalone';
import { InvalidArgumentError, Option } from 'commander';

/** The options that several commands share; each call gives a new one, because commander keeps state in them. */
export const dataDirOption = () =>
  new Option(
    '--data-dir <dir>',
    `the data directory that "npm start" uses (default: the engines that the environment names, else ${DEFAULT_DATA_DIR})`,
  );

export const schoolOption = () =>
  new Option('--school <id>', 'Wonde id of the school').argParser(schoolId).makeOptionMandatory();

export const addOnOption = () =>
  new Option('--add-on <addOn>', 'the website add-on').choices(ADD_ONS).makeOptionMandatory();

export const kindOption = () =>
  new Option('--kind <kind>', 'the kind of record').choices(KINDS).makeOptionMandatory();

export const actorOption = (says: string) => new Option('--actor <name>', says).makeOptionMandatory();

export const reasonOption = () =>
  new Option(
    '--reason <text>',
    'why; auditors read it and it is never erased: no names of pupils or parents',
  ).makeOptionMandatory();

export const jsonOption = (says: string) => new Option('--json', says);

function schoolId(text: string): string {
  if (schoolIdSchema.safeParse(text).success) return text;
  throw new InvalidArgumentError('A school id has up to 64 letters, digits, "_" or "-".');
}
