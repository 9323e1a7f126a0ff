// Package resty stands for an HTTP client whose requests are fields and chains of calls.
package resty

type Client struct{ BaseURL string }

func New() *Client { return new(Client) }

func (c *Client) SetBaseURL(url string) *Client { c.BaseURL = url; return c }

func (c *Client) R() *Request { return new(Request) }

type Request struct{ URL, Method string }

type Response struct{ body []byte }

func (r *Request) SetHeader(header, value string) *Request { return r }

func (r *Request) SetBody(body any) *Request { return r }

func (r *Request) Send() (*Response, error) { return new(Response), nil }
