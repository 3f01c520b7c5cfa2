package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/serve"
	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/render"
	"github.com/liaisongraph/liaison/render/themefile"
)

// defaultAddress is where the page is served unless another is given.
const defaultAddress = "127.0.0.1:4321"

// layoutTime is how long a layout may take before a simpler one stands in for it, unless another time is given.
const layoutTime = 10 * time.Second

func serveCommand() command {
	return command{
		name:  "serve",
		group: groupDraw,
		short: "Show the map in a browser, and follow its files",
		long: "The page is the one that render --format html writes, and it takes up what changes in the files of the map and of the theme: " +
			"a fault in them is shown with its file and line, and the last picture stays until it is mended. Queries can be asked on the page. " +
			"An interrupt, Ctrl-C, ends it.\n\n" +
			"Other programs can ask too; nothing that is asked changes the map:\n\n" + items(servedTexts()) +
			"\n\nOnly this machine can ask, unless --address names an address of it in its network, or 0.0.0.0 for all of them: then everybody there can read the map.",
		examples: []example{
			{"liaison serve --open", "Show the map here in the browser"},
			{"liaison serve -f uk --around mi5 --hops 2 --theme dark", "A part of a map, on a dark page"},
			{"liaison serve --theme house.yaml", "In the colours of a theme file, which is followed too"},
			{"liaison serve --address 127.0.0.1:0", "Let the system choose a port, which the first line tells"},
			{"liaison serve --address 0.0.0.0:4321 --name maps.example.org", "For others on the network, who know this machine by that name"},
		},
		readsMap: true,
		new:      func() runner { return &serveOptions{} },
	}
}

type serveOptions struct {
	address    string
	open       bool
	names      []string
	scene      render.Options
	theme      string
	layoutTime time.Duration
	filter     filter
}

func (o *serveOptions) flags(f *flags) {
	o.address, o.layoutTime = defaultAddress, layoutTime
	f.text(&o.address, "address", "", "listen at `ADDRESS:PORT`; "+defaultAddress+" unless said, and port 0 is any that is free", nil)
	f.on(&o.open, "open", "", "open the page in a browser")
	f.list(&o.names, "name", "name", nil, "answer to `NAME` too, where others know this machine by it", completeNothing)
	f.choice(&o.scene.Layout, "layout", "", "layout", layoutNames(), "place organisations by `LAYOUT`; auto unless said")
	f.on(&o.scene.Unbundle, "unbundle", "", "draw a line for each relationship")
	f.text(&o.scene.Title, "title", "", "put `TEXT` above the picture; the title of the map unless said", nil)
	f.text(&o.theme, "theme", "", "colours: `THEME` is "+joinWords(append(themeNames(), "a theme file"), "or")+"; auto unless said", completeThemes)
	f.add((*timeValue)(&o.layoutTime), "layout-time", "", fmt.Sprintf("stop a layout after `TIME`, such as 30s, and show a simpler one; %s unless said", (*timeValue)(&o.layoutTime)), nil)
	o.filter.flags(f)
}

func (o *serveOptions) run(ctx context.Context, a *app, _ []string) error {
	path, err := a.mapPath()
	if err != nil {
		return err
	}
	if o.layoutTime == 0 {
		return errors.New("--layout-time 0s leaves no time for a layout")
	}
	names, err := o.reach()
	if err != nil {
		return err
	}
	if err := checkTheme(o.theme); err != nil {
		return err
	}
	// The first reading is that of every command, with its errors and hints.
	first, part, err := a.readPart(ctx, &o.filter)
	if err != nil {
		return err
	}
	words, err := o.filter.inWords(first.Graph)
	if err != nil {
		return err
	}
	theme, err := o.firstTheme(first.Graph)
	if err != nil {
		return err
	}
	// Lines of several goroutines do not mix.
	var saying sync.Mutex
	log := func(text string) {
		saying.Lock()
		defer saying.Unlock()
		a.say(text)
	}
	pool, err := newLayoutPool(o.layoutTime, log)
	if err != nil {
		return err
	}
	defer pool.Close()
	opts := serve.Options{Scene: o.scene, Place: pool.Place, Names: append(names, o.names...), Log: log}
	ready := &serve.Map{Graph: part, Subtitle: words, Theme: theme}
	opts.Read = func(ctx context.Context) (serve.Map, error) {
		if ready != nil {
			m := *ready
			ready = nil
			return m, nil
		}
		return o.readAgain(path)
	}
	if !isStream(path) {
		opts.Stamp = func() string { return serve.FileStamp(path) }
	}
	if !isStream(path) && isThemeFile(o.theme) {
		opts.Stamp = func() string { return serve.FileStamp(path) + serve.FileStamp(o.theme) }
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.address)
	if err != nil {
		return hint(fmt.Errorf("cannot listen at %s: %w", o.address, withoutAddress(err)), listenHint(err))
	}
	defer listener.Close() // which is no harm where it has been
	server, err := during(ctx, a, "drawing the map", func() (*serve.Server, error) { return serve.New(ctx, opts) })
	if err != nil {
		return err
	}
	address := "http://" + shownAddress(listener.Addr()) + "/"
	if err := a.print("The map is at " + address + "\n"); err != nil {
		return err
	}
	if where := reachable(listener.Addr()); where != "" {
		log("others on the network can read the map, at " + where)
	}
	if o.open {
		if err := openBrowser(ctx, address); err != nil {
			log("no browser can be opened: " + err.Error())
		}
	}
	return server.Serve(ctx, listener)
}

// readAgain reads the map anew, and the part of it that the filters keep.
func (o *serveOptions) readAgain(path string) (serve.Map, error) {
	m, err := mapfile.Read(path)
	if err != nil {
		return serve.Map{}, err
	}
	if m, err = o.filter.united(m, func(string) {}); err != nil {
		return serve.Map{}, err
	}
	part, err := o.filter.apply(m.Graph)
	if err != nil {
		return serve.Map{}, err
	}
	words, err := o.filter.inWords(m.Graph)
	if err != nil {
		return serve.Map{}, err
	}
	theme, err := o.readTheme(m.Graph)
	return serve.Map{Graph: part, Subtitle: words, Theme: theme}, err
}

// firstTheme takes up the theme that the flag says, with the errors and hints of other commands. It returns that of a
// file, or nil; a page without either follows its reader.
func (o *serveOptions) firstTheme(g *graph.Graph) (*render.Theme, error) {
	var as render.Options
	if err := useTheme(o.theme, &as, g.Vocabulary()); err != nil {
		return nil, err
	}
	o.scene.Theme = as.Theme
	return as.Styled, nil
}

// readTheme reads the file of the theme anew, if it is one.
func (o *serveOptions) readTheme(g *graph.Graph) (*render.Theme, error) {
	if !isThemeFile(o.theme) {
		return nil, nil
	}
	return themefile.Read(o.theme, g.Vocabulary())
}

// reach returns the names by which the server may be asked, as its address says.
func (o *serveOptions) reach() (names []string, err error) {
	for _, name := range o.names {
		if strings.ContainsAny(name, ":/ ") {
			return nil, hint(fmt.Errorf("--name: %q is not the name of a machine", name), "such as maps.example.org, without a port")
		}
	}
	host, port, err := net.SplitHostPort(o.address)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return nil, hint(fmt.Errorf("--address: %q is not an address and a port", o.address), "such as "+defaultAddress+", localhost:8080 or [::1]:8080")
	}
	if host == "localhost" {
		return nil, nil
	}
	if host == "" {
		return nil, hint(fmt.Errorf("--address: %q has no address", o.address), "127.0.0.1"+o.address+" is for this machine alone, 0.0.0.0"+o.address+" for its whole network")
	}
	if address, err := netip.ParseAddr(host); err == nil && address.IsLoopback() {
		return nil, nil
	}
	return append(serve.MachineNames(), host), nil
}

// listenHint says what would be right where a server cannot listen.
func listenHint(err error) string {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return "another server, perhaps a liaison serve, is there; --address 127.0.0.1:0 takes a port that is free"
	case errors.Is(err, fs.ErrPermission):
		return "ports from 1024 on are for everybody, such as 127.0.0.1:8080"
	}
	return "it must be an address of this machine, such as " + defaultAddress + "; port 0 is any that is free"
}

// reachable returns where others on the network reach a server, or "" where they do not.
func reachable(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok || tcp.IP.IsLoopback() {
		return ""
	}
	host := tcp.IP.String()
	if tcp.IP.IsUnspecified() {
		host = "ADDRESS"
		if names := serve.MachineNames(); len(names) > 0 {
			host = names[0]
		}
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(tcp.Port)) + "/"
}

// servedTexts are what programs can ask, for items.
func servedTexts() [][2]string {
	return [][2]string{
		{"/api/map", "the organisations, the relationships and their evidence, as JSON"},
		{"/api/picture.svg", "a picture of the map or a part of it: /api/picture.svg?around=mi5&page=A4&theme=dark, with the filters below, view=matrix or layout=tree"},
		{"/api/query", `answers a query in openCypher: POST {"query": "MATCH (a) RETURN a.name"} as application/json`},
		{"/api/path", "the shortest paths: /api/path?from=mi5&to=sis&k=3"},
		{"/api/rank/MEASURE", "organisations by a measure: /api/rank/betweenness?top=10"},
		{"/api/openapi.json", "the description of all of them"},
	}
}

// shownAddress is an address that a browser on this machine can ask.
func shownAddress(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		return net.JoinHostPort("localhost", strconv.Itoa(tcp.Port))
	}
	return a.String()
}

// withoutAddress takes the address off an error of package net that says it.
func withoutAddress(err error) error {
	var of *net.OpError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

// openBrowser opens a page in the browser of the user.
func openBrowser(ctx context.Context, address string) error {
	line := []string{"xdg-open", address}
	switch runtime.GOOS {
	case "darwin":
		line[0] = "open"
	case "windows":
		line = []string{"rundll32", "url.dll,FileProtocolHandler", address}
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), line[0], line[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // or it stays in the table of processes
	return nil
}
