/** How a list to choose from is searched: by its labels, and by the first letters of their pinyin. */
type HasInitials = (text: string, typed: string) => boolean;
let hasInitials: HasInitials | null = null;
let asked: Promise<void> | null = null;

/** For `showSearch`. What reads pinyin comes with the first letter somebody types. */
export const BY_LABEL = {
  filterOption: (typed: string, option?: { label?: unknown }): boolean => {
    asked ??= import('@/core/pinyin').then((pinyin) => void (hasInitials = pinyin.hasInitials));
    const label = String(option?.label ?? '');
    return label.toLowerCase().includes(typed.toLowerCase()) || hasInitials?.(label, typed) === true;
  },
};
