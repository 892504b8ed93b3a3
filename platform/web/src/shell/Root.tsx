/** Everything the pages stand in: theme, words of antd, queries, routes. */
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect, useState } from 'react';
import { useIsStill, useLanguage } from '@/ui/hooks';
import { Questions } from '@/ui/confirm';
import { themeOf } from '@/ui/theme';
import { Toasts } from '@/ui/toast';
import { useTheme } from '@/ui/use-theme';
import { current } from './addresses';
import { askAhead } from './ahead';
import { queries } from './reads';
import { Pages } from './router';

void askAhead(queries, current().location.pathname).catch(() => undefined); // the pages say what does not come

// antd's own spinner leaves by a transition that never ends when the wait was too short to begin one:
// it then stays, unseen, in the button's name ("loading 提交") for screen readers. Ours comes and goes.
const BUTTON = { autoInsertSpace: false, loadingIcon: <span className="button-wait" aria-hidden /> };

// Named, it is there before a dialog is: its first field then has the focus where nothing moves, too.
const inBody = () => document.body;

export function Root() {
  const theme = useTheme();
  const locale = useAntdLocale();
  const look = themeOf(theme, useIsStill());
  return (
    <ConfigProvider locale={locale} theme={look} button={BUTTON} getPopupContainer={inBody} virtual>
      <QueryClientProvider client={queries}>
        <Pages />
        <Questions />
        <Toasts />
      </QueryClientProvider>
    </ConfigProvider>
  );
}

/** Chinese comes with the page, English is fetched when chosen. */
function useAntdLocale(): Locale {
  const language = useLanguage();
  const [locale, setLocale] = useState<Locale>(zhCN);
  useEffect(() => {
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
    if (language !== 'en') {
      setLocale(zhCN);
      return;
    }
    void import('antd/locale/en_US').then((module) => setLocale(module.default));
  }, [language]);
  return locale;
}
