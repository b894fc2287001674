import path from 'node:path';
import type { Container } from './composed.js';

/** Docker's own: the first process of a container that is started with one. */
const INIT = '/usr/sbin/docker-init';
const INIT_ELSEWHERE = '/sbin/docker-init';

/**
 * What a container changed in its own file system, of what `docker diff` says. Where something is mounted Docker makes
 * the place for it; that is not counted.
 */
export function writtenOutside(diff: string, { Mounts, HostConfig }: Container): string[] {
  const places = [
    ...Mounts.map(({ Destination }) => Destination),
    ...Object.keys(HostConfig.Tmpfs ?? {}),
    ...[INIT, INIT_ELSEWHERE],
  ];
  const isPlace = (file: string) => places.some((place) => place === file || isAbove(file, place));
  return diff.split('\n').filter((line) => line !== '' && !isPlace(line.slice(2)));
}

const isAbove = (folder: string, file: string) => !path.relative(folder, file).startsWith('..');
