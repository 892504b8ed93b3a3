/** The tones an option may have; a colour that is no token is neutral. */
const TONES: Record<string, string> = {
  green: 'tag-good', red: 'tag-danger', orange: 'tag-warn', yellow: 'tag-warn', blue: 'tag-info', purple: 'tag-info',
  grey: 'tag-neutral', gray: 'tag-neutral',
};

export const toneOf = (color: string | undefined) => (color === undefined ? undefined : (TONES[color] ?? 'tag-neutral'));
