package graphviz

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"github.com/liaisongraph/liaison/render/graphviz/internal/compilecache"

	gographviz "github.com/goccy/go-graphviz"
	"github.com/goccy/go-graphviz/cgraph"
	"github.com/goccy/go-graphviz/gvc"
)

// ErrFailed is the error, within others, of a Graphviz that has crashed: its memory cannot be trusted any more, and
// every later call in this process fails with the same error.
var ErrFailed = errors.New("Graphviz failed and cannot be used again in this process")

// engine is the one Graphviz of this process. Whoever has put something into turn may use the rest.
var engine = struct {
	turn    chan struct{}
	context *gvc.Context // made at first use
	failure error        // not nil once Graphviz has crashed
}{turn: make(chan struct{}, 1)}

func init() {
	compilecache.Restore()
}

// noFiles is the file system that DOT sees.
type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// layOut lays out one graph and writes it in each of the formats that Graphviz itself writes.
func layOut(ctx context.Context, source []byte, layout string, formats ...Format) (texts [][]byte, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case engine.turn <- struct{}{}:
		defer func() { <-engine.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := ctx.Err(); err != nil { // both were ready
		return nil, err
	}
	if engine.failure != nil {
		return nil, engine.failure
	}
	defer func() {
		if cause := recover(); cause != nil {
			err = failed("%v", cause)
		}
		if errors.Is(err, ErrFailed) {
			texts, engine.failure = nil, err
		}
	}()
	return drive(source, layout, formats)
}

// failed makes an ErrFailed with its cause, without the trace of the WebAssembly stack.
func failed(format string, arguments ...any) error {
	cause, _, _ := strings.Cut(fmt.Sprintf(format, arguments...), "\nwasm stack trace")
	return fmt.Errorf("%w: %s; a smaller graph, less nesting or another layout may do", ErrFailed, cause)
}

// drive takes Graphviz through its steps. It does not use go-graphviz's Render, which can hide the error of one
// step behind the success of the next. What go-graphviz reports as success is checked as well: it forgets errors of
// the WebAssembly runtime in many places.
func drive(source []byte, layout string, formats []Format) (texts [][]byte, err error) {
	ctx := context.Background()
	if engine.context == nil {
		gographviz.SetFileSystem(noFiles{})
		// No plugins: those of go-graphviz are for PNG and JPEG.
		if engine.context, err = gvc.NewWithPlugins(ctx); err != nil {
			return nil, failed("%v", err)
		}
	}
	// An error on purpose sets back the scanner, which would count lines on, and the last message.
	if _, err := cgraph.ParseBytes([]byte("}")); err == nil {
		return nil, failed("its parser accepts what is not DOT")
	}
	graph, err := cgraph.ParseBytes(source)
	if err != nil {
		return nil, parseError(err)
	}
	if graph == nil {
		return nil, failed("its parser gives no graph")
	}
	defer func() {
		if closing := graph.Close(); closing != nil && err == nil {
			err = failed("%v", closing)
		}
	}()
	if layout, err = prepare(graph, layout); err != nil {
		return nil, err
	}
	if err := engine.context.Layout(ctx, graph, layout); err != nil {
		return nil, engineError(layout, err)
	}
	defer func() {
		if freeing := engine.context.FreeLayout(ctx, graph); freeing != nil && err == nil {
			err = failed("%v", freeing)
		}
	}()
	if graph.GetStr("bb") == "" { // set last by a layout that has come to its end
		return nil, failed("the layout %s did not finish", layout)
	}
	if message := lastMessage(graph); strings.Contains(message, "in label of ") {
		return nil, fmt.Errorf("an HTML-like label cannot be read: %s", oneLine(message))
	}
	for _, format := range formats {
		var text bytes.Buffer
		if err := engine.context.RenderData(ctx, graph, string(format), &text); err != nil {
			return nil, engineError(layout, err)
		}
		repaired, err := repair(format, text.Bytes())
		if err != nil {
			return nil, fmt.Errorf("layout %s: %w", layout, err)
		}
		texts = append(texts, repaired)
	}
	return texts, nil
}

// prepare settles which layout a graph gets, takes away the attributes that would interfere, and returns the layout.
func prepare(graph *cgraph.Graph, layout string) (string, error) {
	own := graph.GetStr("layout")
	if layout == "" {
		layout = cmp.Or(own, layouts[0].Name)
		if err := checkLayout(layout); err != nil {
			return "", err
		}
	}
	for attribute, value := range map[string]string{
		"layout":     layout, // Graphviz puts it above the layout that it is called with
		"bb":         "",     // tells drive that the layout has come to its end
		"dpi":        "",     // Graphviz scales SVG by this, but not the page that it is on
		"resolution": "",     // the same
	} {
		if graph.GetStr(attribute) != "" {
			if err := graph.Set(attribute, value); err != nil {
				return "", failed("%v", err)
			}
		}
	}
	return layout, nil
}

// lastMessage returns the last error or warning of Graphviz. go-graphviz gives it out with an error only, so it
// takes a harmless one: setting an attribute that was never declared.
func lastMessage(graph *cgraph.Graph) string {
	if err := graph.Set("liaison: no such attribute", ""); err != nil {
		return err.Error()
	}
	return ""
}

var graphvizSyntaxError = regexp.MustCompile(`^syntax error in line (\d+) ?`)

// parseError turns an error of Graphviz's parser into one that begins with the place.
func parseError(err error) error {
	message := oneLine(err.Error())
	if isCrash(message) {
		return failed("%s", err)
	}
	if place := graphvizSyntaxError.FindStringSubmatch(message); place != nil {
		return fmt.Errorf("dot:%s: syntax error %s", place[1], message[len(place[0]):])
	}
	return fmt.Errorf("dot: %s", message)
}

// engineError turns an error of a layout or a renderer into ours.
func engineError(layout string, err error) error {
	if isCrash(err.Error()) {
		return failed("layout %s: %v", layout, err)
	}
	return fmt.Errorf("Graphviz, layout %s: %s", layout, oneLine(err.Error()))
}

// isCrash tells the WebAssembly runtime's errors from Graphviz's own.
func isCrash(message string) bool {
	return strings.Contains(message, "wasm") || strings.Contains(message, "module closed")
}

func oneLine(message string) string {
	return strings.Join(strings.Fields(message), " ")
}
