/** Block sizes of ggml's tensor types (ggml.c, `type_traits`): `[elements, bytes]` a block, by type number. */
const BLOCKS: ReadonlyMap<number, readonly [elements: number, bytes: number]> = new Map([
  [0, [1, 4]],
  [1, [1, 2]],
  [2, [32, 18]],
  [3, [32, 20]],
  [6, [32, 22]],
  [7, [32, 24]],
  [8, [32, 34]],
  [9, [32, 36]],
  [10, [256, 84]],
  [11, [256, 110]],
  [12, [256, 144]],
  [13, [256, 176]],
  [14, [256, 210]],
  [15, [256, 292]],
  [16, [256, 66]],
  [17, [256, 74]],
  [18, [256, 98]],
  [19, [256, 50]],
  [20, [32, 18]],
  [21, [256, 110]],
  [22, [256, 82]],
  [23, [256, 136]],
  [24, [1, 1]],
  [25, [1, 2]],
  [26, [1, 4]],
  [27, [1, 8]],
  [28, [1, 8]],
  [29, [256, 56]],
  [30, [1, 2]],
  [34, [256, 54]],
  [35, [256, 66]],
  [39, [32, 17]],
]);

/** Types newer than this table: their size is left to the library. */
const NEWEST_TYPE = 64;

/** Bytes of a tensor row-wise packed; null for a type this table does not know, undefined for an impossible shape. */
export function tensorBytes(type: number, dimensions: readonly number[]): number | null | undefined {
  const elements = dimensions.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(elements) || elements <= 0) return undefined;
  const block = BLOCKS.get(type);
  if (block === undefined) return type <= NEWEST_TYPE ? null : undefined;
  const [blockElements, blockBytes] = block;
  if ((dimensions[0] ?? 0) % blockElements !== 0) return undefined;
  return (elements / blockElements) * blockBytes;
}

/** Names of `general.file_type` (llama.h, `llama_ftype`). */
const FILE_TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'F32'],
  [1, 'F16'],
  [2, 'Q4_0'],
  [3, 'Q4_1'],
  [7, 'Q8_0'],
  [8, 'Q5_0'],
  [9, 'Q5_1'],
  [10, 'Q2_K'],
  [11, 'Q3_K_S'],
  [12, 'Q3_K_M'],
  [13, 'Q3_K_L'],
  [14, 'Q4_K_S'],
  [15, 'Q4_K_M'],
  [16, 'Q5_K_S'],
  [17, 'Q5_K_M'],
  [18, 'Q6_K'],
  [19, 'IQ2_XXS'],
  [20, 'IQ2_XS'],
  [21, 'Q2_K_S'],
  [22, 'IQ3_XS'],
  [23, 'IQ3_XXS'],
  [24, 'IQ1_S'],
  [25, 'IQ4_NL'],
  [26, 'IQ3_S'],
  [27, 'IQ3_M'],
  [28, 'IQ2_S'],
  [29, 'IQ2_M'],
  [30, 'IQ4_XS'],
  [31, 'IQ1_M'],
  [32, 'BF16'],
  [36, 'TQ1_0'],
  [37, 'TQ2_0'],
  [38, 'MXFP4'],
]);

/** The quantisation's usual name; null when the file does not say or says something new. */
export const quantisationName = (fileType: unknown): string | null =>
  typeof fileType === 'number' ? (FILE_TYPES.get(fileType) ?? null) : null;
