// Clients that middleware puts into the context of a web framework, for the handlers.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/CancelOrder /0/private/OpenOrders
package main

import (
	"os"

	"example.com/reach/gin-gonic/gin"
	"example.com/reach/gofiber/fiber"
	"example.com/reach/kraken"
	"example.com/reach/labstack/echo"
)

func withClient(c *kraken.Client) gin.HandlerFunc {
	return func(ctx *gin.Context) { ctx.Set("kraken", c) }
}

func balance(ctx *gin.Context) {
	_, _ = ctx.MustGet("kraken").(*kraken.Client).Balance()
}

func wrapped(c *kraken.Client) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(ctx echo.Context) error {
			ctx.Set("kraken", c)
			return next(ctx)
		}
	}
}

func orders(ctx echo.Context) error {
	_, err := ctx.Get("kraken").(*kraken.Client).OpenOrders()
	return err
}

func cancel(ctx *fiber.Ctx) error {
	_, err := ctx.Locals("kraken").(*kraken.Client).CancelOrder("id")
	return err
}

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	g := gin.New()
	g.Use(withClient(c))
	g.GET("/balance", balance)
	e := echo.New()
	e.Use(wrapped(c))
	e.POST("/orders", orders)
	f := fiber.New()
	f.Use(func(ctx *fiber.Ctx) error {
		ctx.Locals("kraken", c)
		return ctx.Next()
	})
	f.Delete("/orders", cancel)
}
