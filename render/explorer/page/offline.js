// The page as a file of its own begins here.
import { start } from './main.js';

start();
