import { describe, expect, it } from '@jest/globals';
import { clientMaker } from './client-maker.js';
import { parseConnection } from './parse-connection.js';
import { EventStoreDbSettingsError } from './settings.js';

const user = { username: 'gatehouse', password: 'long-and-secret' };
const node = 'esdb://localhost:2113';

describe('settings that must not go into production', () => {
  it.each([
    { what: 'plain text', settings: { connection: `${node}?tls=false`, ...user }, says: 'plain text' },
    {
      what: 'a certificate nobody checks',
      settings: { connection: `${node}?tlsVerifyCert=false`, ...user },
      says: 'any server',
    },
    {
      what: 'the default password',
      settings: { connection: node, username: 'admin', password: 'changeit' },
      says: 'default',
    },
    {
      what: 'the default password of another user',
      settings: { connection: node, username: 'ops', password: 'changeit' },
      says: 'default',
    },
    {
      what: 'the default password in the connection',
      settings: { connection: 'esdb://admin:changeit@localhost:2113' },
      says: 'default',
    },
    { what: 'no name and password', settings: { connection: node }, says: 'name and password' },
    {
      what: 'a name without password',
      settings: { connection: node, username: 'gatehouse' },
      says: 'name and password',
    },
  ])('$what: refused, unless it is for development', ({ settings, says }) => {
    expect(() => clientMaker(settings)).toThrow(EventStoreDbSettingsError);
    expect(() => clientMaker(settings)).toThrow(says);
    expect(() => clientMaker({ ...settings, insecure: true })).not.toThrow();
  });

  it('TLS with a name and a password of its own is accepted', () => {
    expect(() => clientMaker({ connection: node, ...user })).not.toThrow();
    expect(() => clientMaker({ connection: 'esdb+discover://cluster:2113', ...user })).not.toThrow();
  });
});

describe('a connection string', () => {
  it.each([
    { connection: 'esdb://one:2113', nodes: ['one:2113'], discover: false },
    { connection: 'esdb://one', nodes: ['one:2113'], discover: false },
    { connection: 'esdb://one:1,two:2/?tls=true', nodes: ['one:1', 'two:2'], discover: false },
    { connection: 'esdb+discover://name:p%40ss@cluster:2113', nodes: ['cluster:2113'], discover: true },
  ])('$connection', ({ connection, nodes, discover }) => {
    const parsed = parseConnection(connection);
    expect(parsed.nodes.map(({ address, port }) => `${address}:${port}`)).toEqual(nodes);
    expect(parsed.discover).toBe(discover);
  });

  it('holds a name and a password, with escapes', () => {
    const parsed = parseConnection('esdb://name:p%40ss%3a@one:2113?TLS=false');
    expect(parsed).toMatchObject({ username: 'name', password: 'p@ss:' });
    expect(parsed.options.get('tls')).toBe('false');
  });

  it.each([
    'http://one:2113',
    'esdb://',
    'esdb://one:99999',
    'esdb://one:x',
    'esdb://one:2113?tsl=false',
    '',
  ])('is refused, without being quoted: %s', (connection) => {
    const parse = () => parseConnection(connection.replace('one', 'name:verysecret@one'));
    expect(parse).toThrow(EventStoreDbSettingsError);
    expect(parse).not.toThrow('verysecret');
  });

  it('whose authority cannot be read is refused', () => {
    const connection = `${node}?tlsCaFile=/nowhere/ca.pem`;
    expect(() => clientMaker({ connection, ...user })).toThrow('tlsCaFile cannot be read (ENOENT)');
  });
});
