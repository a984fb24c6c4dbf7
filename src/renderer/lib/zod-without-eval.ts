/**
 * Import first in every entry: zod compiles validators with `new Function` unless told not to, which the content security
 * policy forbids, and it decides when a schema is made, so this must run before any module that makes one.
 */
import * as z from 'zod';

z.config({ jitless: true });
