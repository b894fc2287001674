import { typesOf } from './unavailable.js';

const FINAL = /AUTHORIZATION_FAILED|AUTHENTICATION_FAILED|UNSUPPORTED/;

/** Whether the brokers have refused what is asked for good: somebody has to change rights or versions first. */
export const isFinal = (error: unknown): boolean => typesOf(error).some((type) => FINAL.test(type));
