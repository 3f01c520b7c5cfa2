package exchange

import (
	"context"
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/dot"
)

// dotFormat is the language of Graphviz, read only: pictures are written by package render.
func dotFormat() Format {
	return Format{
		Name: "dot", Label: "DOT", Tools: "Graphviz, NetworkX, gonum, igraph",
		Standard:   "https://graphviz.org/doc/info/lang.html",
		Extensions: []string{".dot", ".gv"}, MediaType: "text/vnd.graphviz",
		Holdings: holdsOnly(MapTitle, OrganisationID, OrganisationName, OrganisationClassification, OrganisationDescription, OrganisationURL,
			RelationshipType, RelationshipLabel, RelationshipMutual, RelationshipWeight, RelationshipNote),
		Notes: []string{
			"The label of a node is the name, that of an edge the type; tooltip and comment are the description and the note; a cluster is a classification, one around it a tag.",
			"dir=both is a mutual relationship, dir=back one the other way; attributes that only say how things are drawn are left out.",
			"A picture that liaison render has written reads as the organisations and relationships that it shows; its legend is left out.",
			"The first graph of a file is read, and held in memory until its end.",
		},
		Read:  readDOT,
		Guess: guessDOT,
	}
}

func guessDOT(_ string, head []byte) int {
	if dot.Begins(head, limits) {
		return 3
	}
	return 0
}

func readDOT(ctx context.Context, in *Input, sink Sink) error {
	if in.Stream == nil {
		return &InputError{Name: in.Name, Problem: "is a folder: a graph in DOT is one file"}
	}
	g, err := dot.Read(ctx, in.Stream, limits, sink.Note)
	if err != nil {
		return inputError(in.Name, err)
	}
	if g.Foreign {
		if err := sink.Note(0, "text that is not in UTF-8", "read as Windows-1252, of which Latin-1 is a part"); err != nil {
			return err
		}
	}
	typesAreKnown(sink)
	if isOwnPicture(g) {
		return (&ownPicture{g: g, sink: sink}).give(ctx)
	}
	return giveDOT(ctx, g, sink)
}

// giveDOT gives a sink what a graph says.
func giveDOT(ctx context.Context, g *dot.Graph, sink Sink) error {
	title := ""
	if label, ok := g.Attributes.Get("label"); ok {
		title = oneLine(label.Plain(""))
	}
	if title == "" && !isGenericName(g.Name) {
		title = g.Name
	}
	if title != "" {
		if err := sink.Map(title, ""); err != nil {
			return err
		}
	}
	for i := range g.Nodes {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		if err := sink.Organisation(dotOrganisation(g, &g.Nodes[i])); err != nil {
			return err
		}
	}
	for i := range g.Edges {
		if err := interrupted(ctx, i); err != nil {
			return err
		}
		if err := sink.Relationship(dotRelationship(g, &g.Edges[i])); err != nil {
			return err
		}
	}
	return nil
}

// isGenericName reports whether the name of a graph says nothing.
func isGenericName(name string) bool {
	switch strings.ToLower(name) {
	case "", "g", "graph", "digraph", "unnamed", "mygraph", "%3":
		return true
	}
	return false
}

// oneLine joins the lines of a label.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func dotOrganisation(g *dot.Graph, n *dot.Node) *Organisation {
	o := &Organisation{Line: n.Line}
	o.ID = n.ID
	for _, a := range n.Attributes {
		text := a.Value.Plain(n.ID)
		switch a.Name {
		case "label":
			if name := oneLine(text); name != n.ID {
				o.Name = name
			}
		case "tooltip", "comment":
			if text = strings.TrimSpace(text); o.Description == "" && text != n.ID && text != o.Name {
				o.Description = text
			}
		case "URL", "href":
			o.URL = text
		case "name", "short_name", "description", "url", "founding_date", "dissolution_date", "classification", "tags", "other_names", "evidence":
			o.Set(a.Name, TextValue(text))
		default:
			if !isDrawing(a.Name) && text != "" {
				o.Extra = append(o.Extra, Attribute{a.Name, TextValue(text)})
			}
		}
	}
	for cluster, first := n.Cluster, true; cluster >= 0; cluster, first = g.Clusters[cluster].Within, false {
		label := clusterLabel(&g.Clusters[cluster])
		switch {
		case label == "":
		case first && len(o.Classifications) == 0:
			o.Classifications = []string{label}
		case !slices.Contains(o.Tags, label):
			o.Tags = append(o.Tags, label)
		}
	}
	return o
}

// clusterLabel is what a cluster is called: its label or, without one, its name.
func clusterLabel(c *dot.Cluster) string {
	if label, ok := c.Attributes.Get("label"); ok {
		if text := oneLine(label.Plain("")); text != "" {
			return text
		}
	}
	name := strings.TrimLeft(strings.TrimPrefix(c.Name, "cluster"), "_- :")
	if strings.Trim(name, "0123456789") == "" {
		return ""
	}
	return name
}

// longestType is the greatest length of a label that is taken for a type.
const longestType = 60

func dotRelationship(g *dot.Graph, e *dot.Edge) *Relationship {
	r := &Relationship{Line: e.Line, Undirected: !e.Directed}
	r.From, r.To = g.Nodes[e.From].ID, g.Nodes[e.To].ID
	label := ""
	for _, a := range e.Attributes {
		text := a.Value.Plain(r.From + "->" + r.To)
		switch a.Name {
		case "label", "xlabel":
			if text = oneLine(text); label == "" {
				label = text
			}
		case "dir":
			setDirection(r, text)
		case "id":
			r.ID = text
		case "tooltip", "comment", "edgetooltip":
			if text = strings.TrimSpace(text); r.Note == "" {
				r.Note = text
			}
		case "type", "symmetric", "start_date", "end_date", "status", "confidence", "weight", "arrangement", "note", "evidence", "own_id", "reverse_of":
			r.Set(a.Name, TextValue(text))
		case "key": // of NetworkX, which counts parallel edges
		default:
			if !isDrawing(a.Name) && text != "" {
				r.Extra = append(r.Extra, Attribute{a.Name, TextValue(text)})
			}
		}
	}
	switch {
	case r.Type == "" && len(label) <= longestType:
		r.Type = label
	default:
		r.Label = label
	}
	return r
}

// setDirection reads dir, which says where the arrowheads are.
func setDirection(r *Relationship, dir string) {
	switch strings.ToLower(dir) {
	case "both":
		r.Mutual, r.Undirected = graph.Mutual, false
	case "back":
		r.From, r.To, r.Undirected = r.To, r.From, false
	case "forward":
		r.Undirected = false
	case "none":
		r.Undirected = true
	}
}

// drawing are Graphviz's attributes that say how a picture looks, not what it shows; see
// https://graphviz.org/doc/info/attrs.html.
const drawing = ` _background _draw_ _ldraw_ _hdraw_ _tdraw_ _hldraw_ _tldraw_ area arrowhead arrowsize arrowtail bb beautify bgcolor center charset class
 cluster clusterrank color colorscheme compound concentrate constraint damping decorate defaultdist dim dimen diredgeconstraints
 distortion dpi edgehref edgetarget edgeurl epsilon esep fillcolor fixedsize fontcolor fontname fontnames fontpath fontsize forcelabels
 gradientangle group head_lp headclip headhref headport headtarget headtooltip headurl height href id image imagepath imagepos imagescale
 inputscale k label_scheme labelangle labeldistance labelfloat labelfontcolor labelfontname labelfontsize labelhref labeljust labelloc
 labeltarget labeltooltip labelurl landscape layer layerlistsep layers layerselect layersep layout len levels levelsgap lhead lheight
 linelength lp ltail lwidth margin maxiter mclimit mindist minlen mode model newrank nodesep nojustify normalize notranslate nslimit
 nslimit1 oneblock ordering orientation outputorder overlap overlap_scaling overlap_shrink pack packmode pad page pagedir pencolor
 penwidth peripheries pin pos quadtree quantum radius rank rankdir ranksep ratio rects regular remincross repulsiveforce resolution
 root rotate rotation samehead sametail samplepoints scale searchsize sep shape shapefile showboxes sides size skew smoothing sortv
 splines start style stylesheet tail_lp tailclip tailhref tailport tailtarget tailtooltip tailurl target tbbalance truecolor vertices
 viewport voro_margin width xdotversion xlabel xlp z fill stroke cursor `

func isDrawing(name string) bool {
	return strings.Contains(drawing, " "+strings.ToLower(name)+" ") || strings.Contains(drawing, " "+strings.ToLower(name)+"\n")
}
