/** Brings the words that only this part of the designer says. */
import { bringWords } from '../../words';
import zh from './zh-CN.json';

bringWords(zh);
