/** The everyday words that tell short Latin texts apart, where letter statistics call "Hello" Italian. */
import type { LanguageTag } from '#shared/models/language.ts';

const WORDS: Readonly<Partial<Record<LanguageTag, string>>> = {
  en: 'the a and is are was you i to of it this that what where how hello hi thanks thank please yes my your not with good morning',
  fr: 'le la les et est un une des je tu vous nous de du bonjour merci oui non pas que qui avec salut bonsoir comment',
  de: 'der die das und ist ein eine ich du sie wir nicht guten tag danke bitte ja nein mit hallo wie morgen wo',
  es: 'el la los y es un una yo tú usted de no sí hola gracias por favor qué con buenos días cómo está dónde',
  pt: 'o a os e é um uma eu você de não sim olá obrigado obrigada por favor que com bom dia como está onde',
  it: 'il la lo i e è un una io tu di non sì ciao grazie per favore che con buongiorno come dove sono',
  nl: 'de het een en is ik jij je wij niet hallo dank bedankt alstublieft ja nee met goedemorgen hoe waar dag',
  pl: 'i jest nie tak ja ty cześć dzień dobry dziękuję proszę co z jak gdzie to się',
  tr: 've bir bu merhaba teşekkürler lütfen evet hayır ben sen nasıl günaydın nerede değil ne',
  vi: 'xin chào cảm ơn và là một tôi bạn không có vâng các của',
};

const LISTS: readonly { readonly language: LanguageTag; readonly words: ReadonlySet<string> }[] = Object.entries(WORDS).flatMap(
  ([tag, words]) => (isTag(tag) ? [{ language: tag, words: new Set(words.split(' ')) }] : []),
);

function isTag(tag: string): tag is LanguageTag {
  return tag in WORDS;
}

export interface CommonWordCount {
  readonly language: LanguageTag;
  readonly count: number;
  /** No other language has as many. */
  readonly isAlone: boolean;
}

/** Languages by how many of the words are everyday words of theirs, best first; languages without any are left out. */
export function countCommonWords(words: readonly string[]): CommonWordCount[] {
  const counted = LISTS.map(({ language, words: list }) => ({ language, count: words.filter((word) => list.has(word)).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return counted.map((entry) => ({ ...entry, isAlone: counted.filter(({ count }) => count === entry.count).length === 1 }));
}
