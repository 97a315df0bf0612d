// The ceiling that the gateway is measured against: ASP.NET Core doing next to nothing.
// --bytes N sets the size of the JSON that POST /sign and GET /read answer; POST /read only reads its body,
// and POST /told answers as an application does that was told of an upload.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
var answer = new byte[builder.Configuration.GetValue("bytes", 4096)];
Array.Fill(answer, (byte)'x');
answer[0] = answer[^1] = (byte)'"';

app.MapPost("/sign", AnswerAsync);
app.MapGet("/read", AnswerAsync);
app.MapPost("/read", async (HttpRequest request) =>
{
    await request.Body.CopyToAsync(Stream.Null);
    return Results.Ok();
});
app.MapPost("/told", async (HttpRequest request) =>
{
    await request.Body.CopyToAsync(Stream.Null);
    return Results.Text("""{"id":1234,"url":"/photos/1234","title":"cat photo.png"}""", "application/json");
});
app.Run();

Task AnswerAsync(HttpResponse response)
{
    response.ContentType = "application/json";
    response.ContentLength = answer.Length;
    return response.Body.WriteAsync(answer).AsTask();
}
