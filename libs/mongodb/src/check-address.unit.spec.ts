import { describe, expect, it } from '@jest/globals';
import { AddressRefused, checkAddress } from './check-address.js';

const withPassword = 'mongodb://gatehouse:open-sesame@db.example:27017/gatehouse';

const refusal = (address: string) => {
  try {
    checkAddress(address, false);
    return undefined;
  } catch (error) {
    return error as Error;
  }
};

describe('the address of a MongoDB', () => {
  it.each([
    withPassword,
    `${withPassword}?tls=false`,
    `${withPassword}?tls=true&tlsInsecure=true`,
    `${withPassword}?tls=true&tlsAllowInvalidCertificates=true`,
    `${withPassword}?tls=true&tlsAllowInvalidHostnames=true`,
    'mongodb+srv://gatehouse:open-sesame@db.example/?tls=false',
    'mongodb://gatehouse:open@sesame@db.example/',
    'http://gatehouse:open-sesame@db.example/',
    'mongodb://gatehouse@db.example/?authMechanism=MONGODB-X509',
    'mongodb://db.example:27017/gatehouse',
    'mongodb://db.example/gatehouse?tls=true',
    'mongodb://127.0.0.1,db.example/gatehouse',
    'mongodb://127.0.0.1.db.example/gatehouse',
    'mongodb+srv://db.example/gatehouse',
    '',
  ])('is refused where what is kept there would not be safe, or it is none: %s', (address) => {
    const error = refusal(address);
    expect(error).toBeInstanceOf(AddressRefused);
    expect(error!.message).not.toContain('sesame');
    expect(error!.message).not.toContain('db.example');
  });

  it.each([
    `${withPassword}?tls=true`,
    `${withPassword}?ssl=true`,
    'mongodb+srv://gatehouse:open-sesame@db.example/',
    'mongodb://gatehouse@db.example/?authMechanism=MONGODB-X509&tls=true',
    'mongodb://127.0.0.1:27017',
    'mongodb://localhost:27017,[::1]:27018/gatehouse?replicaSet=rs',
    'mongodb://%2Frun%2Fmongodb.sock/gatehouse',
  ])('is taken where TLS carries the password, or the server is on this machine: %s', (address) => {
    expect(refusal(address)).toBeUndefined();
  });

  it('may be unsafe in development, if told so', () => {
    expect(() => checkAddress(withPassword, true)).not.toThrow();
    expect(() => checkAddress('mongodb://db.example/', true)).not.toThrow();
  });
});
