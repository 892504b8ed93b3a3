/** Starts the front end. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/tokens.css';
import './ui/print.css';
import { startLanguage } from './locales';
import { Root } from './shell/Root';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

void startLanguage().then(() => {
  createRoot(root).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  );
});
