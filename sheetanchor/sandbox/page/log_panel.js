export default {
  template: `
    <section class="log" :class="{ open }" data-testid="api-log">
      <div class="log-bar">
        <button class="log-toggle" data-testid="log-toggle" :aria-expanded="open ? 'true' : 'false'" @click="toggle">
          <i class="material-icons">{{ open ? "expand_more" : "expand_less" }}</i>API calls
        </button>
        <span v-for="api in log.counts" :key="api.name" class="count" :class="'api-' + api.name"
          :data-testid="'count-' + api.name">{{ api.label }} <b>{{ api.count }}</b></span>
        <span class="log-space"></span>
        <span class="faults" role="group" aria-label="Make Google fail">
          <span class="faults-label">Break Google</span>
          <button v-for="one in log.faults" :key="one.name" class="fault" :class="{ on: one.on }" :title="one.hint"
            :data-testid="'fault-' + one.name" :aria-pressed="one.on ? 'true' : 'false'" @click="$emit('flip', one.name)">
            {{ one.label }}<b v-if="one.on && one.met">{{ one.met }}</b>
          </button>
        </span>
      </div>
      <div v-if="open" class="log-calls">
        <table>
          <thead><tr><th>Time</th><th>API</th><th>Call</th><th>Path</th><th>Status</th></tr></thead>
          <tbody>
            <tr v-for="call in log.calls" :key="call.number" data-testid="log-call">
              <td>{{ timeOf(call) }}</td><td><span class="api" :class="'api-' + call.api">{{ call.api }}</span></td>
              <td>{{ call.call }}</td><td class="path" :title="call.path">{{ call.path }}</td>
              <td><span class="status" :class="{ bad: !call.ok }">{{ call.status || "cut" }}</span></td>
            </tr>
          </tbody>
        </table>
        <p v-if="!log.calls.length" class="log-empty">No calls yet</p>
      </div>
    </section>
  `,
  props: { log: Object },
  data() {
    return { open: false };
  },
  methods: {
    timeOf(call) {
      const at = new Date(call.at);
      return `${at.toLocaleTimeString("en-GB")}.${String(at.getMilliseconds()).padStart(3, "0")}`;
    },
    toggle() {
      this.open = !this.open;
    },
  },
};
