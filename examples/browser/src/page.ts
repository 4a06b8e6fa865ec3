import { ThermostatClient } from './generated/thermostat/index.js';

function element<T extends Element>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} with the id ${id}.`);
}

const temperature = element('temperature', HTMLOutputElement);
const state = element('state', HTMLParagraphElement);
const target = element('target', HTMLInputElement);

// A page reaches the broker over WebSocket, for example at ?broker=ws://localhost:9001.
const url = new URLSearchParams(location.search).get('broker') ?? 'ws://localhost:9001';
const thermostat = await ThermostatClient.connect({ url });
state.textContent = 'connected';

await thermostat.onReading(({ celsius, time }) => {
  temperature.value = `${celsius.toFixed(1)} °C`;
  state.textContent = `measured at ${time}`;
});

target.addEventListener('change', () => {
  thermostat.sendTarget({ celsius: target.valueAsNumber, mode: 'comfort' }).catch(console.error);
});
