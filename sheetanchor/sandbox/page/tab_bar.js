export default {
  template: `
    <div class="tab-bar">
      <button class="tab-tool" data-testid="add-tab" title="Add a sheet" @click="$emit('add')">
        <i class="material-icons">add</i>
      </button>
      <button class="tab-tool" data-testid="all-tabs" title="All sheets" @click.stop="menu = menu === 'all' ? null : 'all'">
        <i class="material-icons">menu</i>
      </button>
      <div class="tabs" role="tablist" ref="tabs">
        <div v-for="tab in shown" :key="tab.id" class="tab" :class="{ active: tab.id === active }">
          <input v-if="renaming === tab.id" class="tab-name" data-testid="tab-rename" v-model="title" ref="name"
            @keydown.enter="rename" @keydown.esc="renaming = null" @blur="rename" spellcheck="false">
          <button v-else class="tab-title" role="tab" :data-testid="'tab-' + tab.title"
            :aria-selected="tab.id === active ? 'true' : 'false'" @click="$emit('pick', tab.id)" @dblclick="startRename(tab)">
            {{ tab.title }}
          </button>
          <button class="tab-more" :data-testid="'tab-menu-' + tab.title" title="Rename or delete"
            @click.stop="openMenu(tab, $event)">
            <i class="material-icons">arrow_drop_down</i>
          </button>
        </div>
      </div>
      <div v-if="menu === 'all'" class="popup all-tabs" data-testid="tab-list">
        <button v-for="tab in tabs" :key="tab.id" :class="{ veiled: tab.hidden }" @click="$emit('pick', tab.id)">
          <i class="material-icons">{{ tab.id === active ? "check" : "" }}</i>{{ tab.title }}
          <span v-if="tab.hidden">hidden</span>
        </button>
      </div>
      <div v-else-if="menu" class="popup tab-menu" :style="{ left: menuLeft + 'px' }">
        <button data-testid="rename-tab" @click="startRename(menu)">Rename</button>
        <button data-testid="delete-tab" :disabled="tabs.length < 2" @click="$emit('remove', menu.id)">Delete</button>
      </div>
    </div>
  `,
  props: { tabs: Array, active: Number },
  data() {
    return { menu: null, menuLeft: 0, renaming: null, title: "" };
  },
  computed: {
    shown() {
      return this.tabs.filter((tab) => !tab.hidden || tab.id === this.active);
    },
  },
  mounted() {
    this.closeMenu = () => (this.menu = null);
    document.addEventListener("click", this.closeMenu);
  },
  unmounted() {
    document.removeEventListener("click", this.closeMenu);
  },
  methods: {
    openMenu(tab, event) {
      this.menu = tab;
      this.menuLeft = event.currentTarget.parentElement.getBoundingClientRect().left - this.$el.getBoundingClientRect().left;
    },
    async startRename(tab) {
      this.renaming = tab.id;
      this.title = tab.title;
      await this.$nextTick();
      this.$refs.name[0].focus();
      this.$refs.name[0].select();
    },
    rename() {
      const tab = this.tabs.find((one) => one.id === this.renaming);
      this.renaming = null;
      if (tab && this.title.trim() && this.title !== tab.title) {
        this.$emit("rename", { sheet: tab.id, title: this.title.trim() });
      }
    },
  },
};
