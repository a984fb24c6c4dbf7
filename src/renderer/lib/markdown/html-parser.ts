/** Stands in for `hast-util-from-html-isomorphic`, whose DOM parser breaks the content security policy. */
import { fromHtml } from 'hast-util-from-html';

export const fromHtmlIsomorphic = fromHtml;
