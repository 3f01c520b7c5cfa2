package serve

import (
	"encoding"
	"encoding/json"
	"net/http"
	"path"
	"reflect"
	"strconv"
	"strings"
)

type object = map[string]any

func (s *Server) serveDescription(w http.ResponseWriter, r *http.Request) error {
	text, err := json.MarshalIndent(describe(endpoints()), "", "  ")
	if err != nil {
		return err
	}
	sendDocument(w, r, "application/json; charset=utf-8", newDocument(append(text, '\n')))
	return nil
}

// describe returns the API in OpenAPI 3.1, made of the table of endpoints.
func describe(table []endpoint) object {
	schemas := &schemas{named: object{}}
	problem := schemas.of(reflect.TypeFor[Problem]())
	paths := object{}
	for _, e := range table {
		operation := object{"operationId": e.id, "summary": e.summary}
		var parameters []object
		for _, p := range e.parameters {
			parameters = append(parameters, p.describe())
		}
		if parameters != nil {
			operation["parameters"] = parameters
		}
		if e.body != nil {
			operation["requestBody"] = object{"required": true, "content": content("application/json", schemas.of(reflect.TypeOf(e.body)))}
		}
		media, answer := e.media, object{}
		if e.answer != nil {
			media, answer = "application/json", schemas.of(reflect.TypeOf(e.answer))
		} else if media != "application/json" {
			answer = object{"type": "string"}
		}
		responses := object{
			"200": object{"description": "The answer.", "content": content(media, answer)},
			"403": failure(http.StatusForbidden, problem),
			"421": failure(http.StatusMisdirectedRequest, problem),
		}
		if len(e.parameters) > 0 {
			responses["400"] = failure(http.StatusBadRequest, problem)
		}
		for _, status := range e.failures {
			responses[strconv.Itoa(status)] = failure(status, problem)
		}
		if _, ok := responses["304"]; ok {
			responses["304"] = object{"description": "What If-None-Match names is what there is."}
		}
		operation["responses"] = responses
		paths[strings.TrimSuffix(e.path, "{$}")] = object{strings.ToLower(e.method): operation}
	}
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "Liaison", "version": "1",
			"description": "A map of how organisations work together, and questions about it. Nothing that is asked changes it.",
		},
		"paths":      paths,
		"components": object{"schemas": schemas.named},
	}
}

func content(media string, schema object) object { return object{media: object{"schema": schema}} }

func failure(status int, problem object) object {
	return object{"description": http.StatusText(status) + ".", "content": content("application/json", problem)}
}

func (p *parameter) describe() object {
	schema := object{"type": p.kind}
	if p.of != nil {
		schema["enum"] = p.of
	}
	if p.kind == "integer" {
		schema["minimum"] = p.least
		schema["maximum"] = p.most
	}
	if p.many {
		schema = object{"type": "array", "items": schema}
	}
	in := "query"
	if p.in != "" {
		in = p.in
	}
	return object{"name": p.name, "in": in, "required": p.required, "description": p.what, "schema": schema}
}

// schemas makes JSON schemas of types, structs by their names.
type schemas struct{ named object }

var (
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
)

// of returns the schema of what package json writes for a type.
func (s *schemas) of(t reflect.Type) object {
	switch {
	case t == reflect.TypeFor[json.RawMessage]():
		return object{}
	case t.Implements(textMarshaler):
		return object{"type": "string"}
	case t.Implements(jsonMarshaler):
		return object{}
	}
	switch t.Kind() {
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return object{"type": "integer"}
	case reflect.Float32, reflect.Float64:
		return object{"type": "number"}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Slice:
		return object{"type": "array", "items": s.of(t.Elem())}
	case reflect.Array:
		return object{"type": "array", "items": s.of(t.Elem()), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Pointer:
		if t.Elem().Kind() == reflect.Struct && t.Elem() != reflect.TypeFor[Faults]() {
			return s.of(t.Elem()) // those of the answers are never nil
		}
		return object{"anyOf": []object{s.of(t.Elem()), {"type": "null"}}}
	case reflect.Struct:
		return s.ofStruct(t)
	}
	return object{}
}

func (s *schemas) ofStruct(t reflect.Type) object {
	name := t.Name()
	if own := reflect.TypeFor[Problem]().PkgPath(); t.PkgPath() != own {
		name = path.Base(t.PkgPath()) + "." + name // a relationship is one thing in the graph and another on the page
	}
	reference := object{"$ref": "#/components/schemas/" + name}
	if _, made := s.named[name]; made {
		return reference
	}
	properties, required := object{}, []string{}
	schema := object{"type": "object", "properties": properties}
	s.named[name] = schema // before its fields, which may be of the same type
	for i := range t.NumField() {
		f := t.Field(i)
		field, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || field == "-" {
			continue
		}
		if field == "" {
			field = f.Name
		}
		properties[field] = s.of(f.Type)
		if !strings.Contains(options, "omit") {
			required = append(required, field)
		}
	}
	schema["required"] = required
	schema["additionalProperties"] = false
	return reference
}
