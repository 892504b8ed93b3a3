/** antd speaks our tokens: the same colours, radii and density as ui/tokens.css. */
import { theme as antd, type ThemeConfig } from 'antd';

const shared = {
  borderRadius: 6,
  fontSize: 14,
  controlHeight: 32,
  fontFamily: 'inherit',
  wireframe: false,
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.16s',
};

const light: ThemeConfig = {
  algorithm: antd.defaultAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#0b6b6b',
    colorPrimaryHover: '#0e7f7f',
    colorPrimaryActive: '#085454',
    colorPrimaryBg: '#e4f1f0',
    colorPrimaryBgHover: '#d3e8e6',
    colorPrimaryBorder: '#9cc9c6',
    colorInfo: '#1f5fa8',
    colorInfoBg: '#e7f0fa',
    colorInfoBorder: '#b7d0ec',
    colorSuccess: '#17693a',
    colorSuccessBg: '#e5f4ea',
    colorSuccessBorder: '#a9d8ba',
    colorWarning: '#b26a00',
    colorWarningBg: '#fdf3e0',
    colorWarningBorder: '#efd09a',
    colorError: '#b42318',
    colorErrorBg: '#fdeceb',
    colorErrorBorder: '#f2b8b3',
    colorText: '#1d2629',
    colorTextSecondary: '#505b61',
    colorTextTertiary: '#667178',
    colorTextPlaceholder: '#667178',
    colorTextDescription: '#667178',
    colorBorder: '#c9d0d4',
    colorBorderSecondary: '#e3e7e9',
    colorBgLayout: '#f4f6f7',
    colorLink: '#0b6b6b',
  },
};

const dark: ThemeConfig = {
  algorithm: antd.darkAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#4db8b0',
    colorPrimaryHover: '#7fd0c9',
    colorPrimaryActive: '#3fa59d',
    colorPrimaryBg: '#143333',
    colorPrimaryBgHover: '#1c4443',
    colorPrimaryBorder: '#2d6a66',
    colorInfo: '#85b7f2',
    colorInfoBg: '#182a40',
    colorInfoBorder: '#2b4a70',
    colorSuccess: '#74cf95',
    colorSuccessBg: '#17301f',
    colorSuccessBorder: '#2b5a3b',
    colorWarning: '#f0b65b',
    colorWarningBg: '#35290f',
    colorWarningBorder: '#63501f',
    colorError: '#ff8a80',
    colorErrorBg: '#3a1f1e',
    colorErrorBorder: '#6d3835',
    colorText: '#e7ecee',
    colorTextSecondary: '#b2bdc3',
    colorTextTertiary: '#95a1a8',
    colorTextPlaceholder: '#8a969d',
    colorTextDescription: '#95a1a8',
    colorBorder: '#46525a',
    colorBorderSecondary: '#2e373c',
    colorBgContainer: '#1a2023',
    colorBgElevated: '#20272b',
    colorBgLayout: '#12171a',
    colorLink: '#4db8b0',
  },
};

const components: NonNullable<ThemeConfig['components']> = {
  Table: { cellPaddingBlockMD: 8, cellPaddingInlineMD: 10, headerSplitColor: 'transparent' },
  Tabs: { horizontalMargin: '0' },
  Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
};

/** Words on the bright buttons of the dark look. */
const ON_BRIGHT = '#0a1f1e';
const darkComponents: NonNullable<ThemeConfig['components']> = {
  ...components,
  Button: { ...components.Button, primaryColor: ON_BRIGHT, dangerColor: ON_BRIGHT },
};

export type ThemeName = 'light' | 'dark';

export function themeOf(name: ThemeName, isStill: boolean): ThemeConfig {
  const { token, ...look } = name === 'dark' ? { ...dark, components: darkComponents } : { ...light, components };
  return { ...look, token: { ...token, motion: !isStill } };
}
