const NOTICE_MILLISECONDS = 4000;
const ACTIONS = { typing: "typing…", upload_document: "sending a file…", upload_photo: "sending a photo…" };

export default {
  template: `
    <section class="phone" data-testid="chat" :data-person="chat.person">
      <header class="chat-header">
        <div class="avatar bot-avatar"><i class="material-icons">smart_toy</i></div>
        <div class="chat-title">
          <strong>{{ chat.botName }}</strong>
          <span data-testid="chat-status">{{ status }}</span>
        </div>
        <label class="person-switch" title="Who is writing">
          <select data-testid="person-select" aria-label="Person" :value="chat.person ?? ''"
            @change="$emit('pick', Number($event.target.value))">
            <option v-if="!chat.people.length" value="" disabled>Nobody yet</option>
            <option v-for="person in chat.people" :key="person.id" :value="person.id">{{ person.name }}</option>
          </select>
          <i class="material-icons">expand_more</i>
        </label>
        <button class="round" data-testid="add-person" title="Somebody else" @click="adding = !adding">
          <i class="material-icons">person_add</i>
        </button>
      </header>
      <form v-if="adding" class="add-person" @submit.prevent="addPerson">
        <input v-model="newName" data-testid="new-person-name" placeholder="Name" required>
        <input v-model="newId" data-testid="new-person-id" placeholder="Telegram id" inputmode="numeric" pattern="[1-9][0-9]*">
        <button class="primary" data-testid="new-person-add">Add</button>
      </form>
      <div class="chat-scroll">
        <div class="chat-messages" data-testid="chat-messages">
          <p v-if="!chat.messages.length" class="chat-empty">{{ emptyText }}</p>
          <template v-for="(message, at) in chat.messages" :key="chat.person + '-' + message.id">
            <p v-if="startsDay(at)" class="chat-day">{{ dayOf(message) }}</p>
            <div class="message" :class="message.fromBot ? 'from-bot' : 'from-person'" data-testid="chat-message"
              :data-message-id="message.id" :data-from="message.fromBot ? 'bot' : 'person'" :data-revision="message.revision">
              <div class="bubble" :class="{ bare: message.photo && !message.html }">
                <a v-if="message.photo" :href="message.file" target="_blank"><img class="photo" :src="message.file" alt=""></a>
                <a v-else-if="message.file" class="document" :href="message.file" :download="message.fileName">
                  <i class="material-icons">insert_drive_file</i><span>{{ message.fileName }}</span>
                </a>
                <span class="text" data-testid="chat-text" v-html="message.html"></span>
                <time>{{ message.edited ? "edited " : "" }}{{ timeOf(message) }}</time>
              </div>
              <div v-for="(row, index) in message.buttons" :key="index" class="button-row">
                <template v-for="button in row" :key="button.text">
                  <a v-if="button.url" class="chat-button" :href="button.url" target="_blank" rel="noopener">
                    {{ button.text }} <i class="material-icons">north_east</i>
                  </a>
                  <button v-else class="chat-button" data-testid="chat-button"
                    @click="$emit('press', { message: message.id, text: button.text, data: button.data })">{{ button.text }}</button>
                </template>
              </div>
            </div>
          </template>
        </div>
      </div>
      <div v-if="notice" class="notice" data-testid="chat-notice" role="status">{{ notice.text }}</div>
      <div v-if="alert" class="alert-shade">
        <div class="alert" role="alertdialog" data-testid="chat-alert">
          <p>{{ alert.text }}</p><button class="primary" @click="alert = null">OK</button>
        </div>
      </div>
      <div v-if="chat.replyKeyboard.length" class="reply-keyboard">
        <div v-for="(row, index) in chat.replyKeyboard" :key="index" class="button-row">
          <button v-for="text in row" :key="text" class="reply-button" data-testid="chat-button" @click="$emit('say', text)">{{ text }}</button>
        </div>
      </div>
      <div v-if="menuOpen" class="command-menu" data-testid="command-menu">
        <button v-for="[command, description] in chat.commands" :key="command" @click="say('/' + command)">
          <strong>/{{ command }}</strong> {{ description }}
        </button>
      </div>
      <button v-if="!chat.messages.length && chat.person && !chat.blocked" class="start-button" data-testid="chat-start"
        @click="say('/start')">Start</button>
      <form class="chat-form" @submit.prevent="say(text)">
        <button v-if="chat.commands.length" type="button" class="round" title="Commands" data-testid="chat-commands"
          @click="menuOpen = !menuOpen"><i class="material-icons">menu</i></button>
        <input class="chat-input" data-testid="chat-input" v-model="text" placeholder="Message" autocomplete="off"
          :disabled="!chat.person || chat.blocked" aria-label="Message">
        <button class="round send" data-testid="chat-send" title="Send" :disabled="!text.trim()">
          <i class="material-icons">send</i>
        </button>
      </form>
    </section>
  `,
  props: { chat: Object },
  data() {
    const seen = new Set(this.chat.notices.map((notice) => notice.id));
    return { text: "", menuOpen: false, notice: null, alert: null, seen, adding: false, newName: "", newId: "" };
  },
  computed: {
    status() {
      if (this.chat.blocked) return "blocked";
      return this.chat.action ? (ACTIONS[this.chat.action] ?? "is busy…") : "bot";
    },
    emptyText() {
      return this.chat.person ? "No messages here yet" : "Add a person to write to the bot";
    },
  },
  watch: {
    chat(now, before) {
      const isOther = now.person !== before.person;
      for (const notice of now.notices) {
        if (this.seen.has(notice.id)) continue;
        this.seen.add(notice.id);
        if (!isOther && notice.text) this.announce(notice);
      }
      if (isOther) this.menuOpen = false;
    },
  },
  methods: {
    say(text) {
      if (!text.trim()) return;
      this.$emit("say", text);
      this.text = "";
      this.menuOpen = false;
    },
    announce(notice) {
      if (notice.alert) {
        this.alert = notice;
        return;
      }
      this.notice = notice;
      setTimeout(() => this.notice === notice && (this.notice = null), NOTICE_MILLISECONDS);
    },
    addPerson() {
      this.$emit("add", { name: this.newName.trim(), id: Number(this.newId) || null });
      Object.assign(this, { adding: false, newName: "", newId: "" });
    },
    startsDay(at) {
      return at === 0 || this.dayOf(this.chat.messages[at]) !== this.dayOf(this.chat.messages[at - 1]);
    },
    dayOf(message) {
      return new Date(message.at).toLocaleDateString("en", { month: "long", day: "numeric" });
    },
    timeOf(message) {
      return new Date(message.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    },
  },
};
