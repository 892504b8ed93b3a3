/** What the palette offers, and what of it answers to some words. Pure. */
import { hasInitials, initialsAt } from '@/core/pinyin';
import type { Tint } from '@/ui/tint';
import type { IconName } from '@/ui/icons';

export type CommandGroup = 'recent' | 'place' | 'action' | 'record';

export interface Command {
  id: string;
  group: CommandGroup;
  title: string;
  /** Where it belongs: the app, the form. */
  hint: string;
  icon: string;
  spare: IconName;
  tint?: Tint | string;
  /** An address, or the name of something that is done. */
  to: string;
}

export const MOST = 24;
const ORDER: readonly CommandGroup[] = ['recent', 'place', 'action', 'record'];
export const RECENT = 6;

/** Every word must stand somewhere, or be the first letters of some in pinyin; what begins with them comes first, then what has them in its title. */
export function answering(commands: readonly Command[], words: string): Command[] {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...commands];
  const whole = wanted.join(' ');
  const ranked = commands.flatMap((command, at) => {
    const title = command.title.toLowerCase();
    const text = `${title} ${command.hint.toLowerCase()}`;
    if (!wanted.every((word) => text.includes(word) || hasInitials(text, word))) return [];
    return [{ command, rank: rankOf(title, whole, wanted), at }];
  });
  return ranked.sort((a, b) => a.rank - b.rank || a.at - b.at).slice(0, MOST).map((one) => one.command);
}

function rankOf(title: string, whole: string, wanted: readonly string[]): number {
  if (title.startsWith(whole)) return title === whole ? 0 : 1;
  if (wanted.every((word) => title.includes(word))) return 2;
  const initials = initialsAt(title, whole);
  return initials === 0 ? 3 : initials > 0 ? 4 : 5;
}

/** By group, each once, as they are drawn. */
export const grouped = (commands: readonly Command[]): { group: CommandGroup; commands: Command[] }[] =>
  ORDER.map((group) => ({ group, commands: commands.filter((one) => one.group === group) })).filter((one) => one.commands.length > 0);

/** The places one went to last, the latest first. */
export const remembered = (recent: readonly string[], to: string): string[] => [to, ...recent.filter((one) => one !== to)].slice(0, RECENT);
