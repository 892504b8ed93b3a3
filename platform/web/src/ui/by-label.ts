/** How a list to choose from is searched: by its labels, and by the first letters of their pinyin. */
type HasInitials = (text: string, typed: string) => boolean;
let hasInitials: HasInitials | null = null;
let asked: Promise<void> | null = null;

function fetchPinyin(): void {
  asked ??= import('@/core/pinyin').then((pinyin) => void (hasInitials = pinyin.hasInitials));
}

/** What reads pinyin comes as somebody steps into a list: a list is not filtered anew when it is there. */
if (typeof document !== 'undefined') {
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof Element) || target.getAttribute('role') !== 'combobox') return;
    document.removeEventListener('focusin', onFocus);
    fetchPinyin();
  };
  document.addEventListener('focusin', onFocus);
}

/** For `showSearch`. */
export const BY_LABEL = {
  filterOption: (typed: string, option?: { label?: unknown }): boolean => {
    fetchPinyin();
    const label = String(option?.label ?? '');
    return label.toLowerCase().includes(typed.toLowerCase()) || hasInitials?.(label, typed) === true;
  },
};
