import { chat } from './chat.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { models } from './models.ts';
import { quickAsk } from './quick-ask.ts';
import { settings } from './settings.ts';
import { translate } from './translate.ts';
import { write } from './write.ts';

export const en = { common, errors, chat, models, settings, quickAsk, write, translate };
