// The page that a server serves begins here.
import { start } from './main.js';
import { startLive } from './live.js';

start();
startLive();
